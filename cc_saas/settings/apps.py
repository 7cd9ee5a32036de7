"""The two schema lists. Each app stands in exactly one of them from its first day; a test holds that."""

SHARED_APPS = [
    "cc_saas.lib",
    "django_tenants",
    # --- tenants: whom we serve
    "tenants.audit",
    "tenants.directory",
    "tenants.accounts",
    "tenants.billing",
    "tenants.terms",
    "tenants.leases",
    "tenants.crisis",
    # --- agents: who answers
    "agents.roster",
    "agents.presence",
    # --- telephony: the call itself
    "telephony.numbers",
    "telephony.dialing",
    "telephony.waits",
    "telephony.simulator",
    "telephony.calls",
    "telephony.callbacks",
    "telephony.queues",
    "telephony.routing",
    "telephony.callflow",
    "telephony.webhooks",
    "telephony.console",
    "telephony.floor",
    "telephony.crisis",
    "telephony.onboarding",
    "telephony.demo",
    # --- libraries
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "channels",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "csp",
]

TENANT_APPS: list[str] = [
    # --- tenants
    "tenants.knowledge",
    # --- campaigns: what the work is, and what came of it
    "campaigns.dispositions",
    "campaigns.records",
    "campaigns.people",
    "campaigns.reports",
    # --- telephony: what callers hear first
    "telephony.ivr",
]

INSTALLED_APPS = SHARED_APPS + [app for app in TENANT_APPS if app not in SHARED_APPS]
