"""The contracts of .importlinter and the tree say the same: a new room without a line is found here."""

import configparser
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("tenants", "agents", "campaigns", "telephony")


def _contracts() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / ".importlinter")
    return parser


def _words(contract: str, option: str) -> set[str]:
    return set(re.findall(r"[\w.]+", _contracts()[f"importlinter:contract:{contract}"][option]))


def _rooms(floor: str) -> set[str]:
    return {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")}


@pytest.mark.parametrize("floor", FLOORS)
def test_every_room_stands_in_its_floors_contract(floor: str) -> None:
    assert _words(floor, "layers") == _rooms(floor)


@pytest.mark.parametrize("floor", FLOORS)
def test_every_folder_of_a_floor_is_a_room(floor: str) -> None:
    folders = {path.name for path in (ROOT / floor).iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders == _rooms(floor)


@pytest.mark.parametrize("contract", ["schema", "pure", "twilio", "tenancy"])
def test_a_contract_names_only_what_exists(contract: str) -> None:
    options = ("source_modules", "forbidden_modules", "allowed_importers")
    section = _contracts()[f"importlinter:contract:{contract}"]
    named = {name for option in options if option in section for name in _words(contract, option)}
    ours = {name for name in named if name.split(".")[0] in (*FLOORS, "cc_saas")}
    missing = {name for name in ours if not _is_module(name)}
    assert not missing


def test_the_shared_rooms_are_those_of_the_settings() -> None:
    from cc_saas.settings.apps import TENANT_APPS

    company_rooms = {name for name in TENANT_APPS if name.split(".")[0] in FLOORS}
    forbidden = _words("schema", "forbidden_modules")
    assert all(
        any(room == name or room.startswith(f"{name}.") for name in forbidden) for room in company_rooms
    )


def _is_module(name: str) -> bool:
    path = ROOT.joinpath(*name.split("."))
    return path.is_dir() or path.with_suffix(".py").exists()
