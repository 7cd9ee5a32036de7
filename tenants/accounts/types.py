"""Words of access. No Django here."""

from enum import StrEnum


class Scope(StrEnum):
    """For whom a door stands open: anybody, one company, or an operator on the public host."""

    PUBLIC = "PUBLIC"
    TENANT = "TENANT"
    OPERATOR = "OPERATOR"
    PLATFORM = "PLATFORM"


class Role(StrEnum):
    """What a person is. The first four belong to the outsourcer, the last two to one company."""

    OPERATOR = "OPERATOR"
    SUPERVISOR = "SUPERVISOR"
    COORDINATOR = "COORDINATOR"
    PLATFORM_ADMIN = "PLATFORM_ADMIN"
    OWNER = "OWNER"
    VIEWER = "VIEWER"


STAFF_ROLES = frozenset({Role.OPERATOR, Role.SUPERVISOR, Role.COORDINATOR, Role.PLATFORM_ADMIN})
COMPANY_ROLES = frozenset({Role.OWNER, Role.VIEWER})


class Permission(StrEnum):
    """What one may do. NONE is for doors that ask nothing of a person (they check a signature, or are public)."""

    NONE = "NONE"
    CONSOLE_USE = "CONSOLE_USE"
    FLOOR_USE = "FLOOR_USE"
    COMPANIES_MANAGE = "COMPANIES_MANAGE"
    TERMS_EDIT = "TERMS_EDIT"
    CALLS_READ = "CALLS_READ"
    RECORDINGS_PLAY = "RECORDINGS_PLAY"
    KNOWLEDGE_READ = "KNOWLEDGE_READ"
    KNOWLEDGE_EDIT = "KNOWLEDGE_EDIT"
    MENUS_READ = "MENUS_READ"
    MENUS_EDIT = "MENUS_EDIT"
    QUEUES_READ = "QUEUES_READ"
    QUEUES_EDIT = "QUEUES_EDIT"
    PEOPLE_READ = "PEOPLE_READ"
    PEOPLE_EDIT = "PEOPLE_EDIT"
    SETTINGS_READ = "SETTINGS_READ"
    SETTINGS_EDIT = "SETTINGS_EDIT"
    MEMBERS_MANAGE = "MEMBERS_MANAGE"


class TokenKind(StrEnum):
    OPERATOR = "OPERATOR"
    COMPANY = "COMPANY"


# What each role may do when the table is made; afterwards the table is the truth.
FIRST_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.OPERATOR: frozenset({Permission.CONSOLE_USE}),
    Role.SUPERVISOR: frozenset({Permission.CONSOLE_USE, Permission.FLOOR_USE}),
    Role.COORDINATOR: frozenset({Permission.TERMS_EDIT}),
    Role.PLATFORM_ADMIN: frozenset(
        {Permission.FLOOR_USE, Permission.COMPANIES_MANAGE, Permission.TERMS_EDIT}
    ),
    Role.OWNER: frozenset(
        {
            Permission.CALLS_READ,
            Permission.RECORDINGS_PLAY,
            Permission.KNOWLEDGE_READ,
            Permission.KNOWLEDGE_EDIT,
            Permission.MENUS_READ,
            Permission.MENUS_EDIT,
            Permission.QUEUES_READ,
            Permission.QUEUES_EDIT,
            Permission.PEOPLE_READ,
            Permission.PEOPLE_EDIT,
            Permission.SETTINGS_READ,
            Permission.SETTINGS_EDIT,
            Permission.MEMBERS_MANAGE,
        }
    ),
    Role.VIEWER: frozenset(
        {
            Permission.CALLS_READ,
            Permission.KNOWLEDGE_READ,
            Permission.MENUS_READ,
            Permission.QUEUES_READ,
            Permission.PEOPLE_READ,
        }
    ),
}
