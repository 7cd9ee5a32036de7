"""How calls begin, and what callers hear where the carrier has no voice."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from cc_saas.lib import audio_store, sound
from cc_saas.lib.tenancy import in_tenant
from tenants.directory.models import Tenant
from tenants.knowledge import selectors, services
from tests.tenants.knowledge.conftest import NOW

GEORGIAN = "თქვენ დაუკავშირდით თბილისის აფთიაქს."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, settings: Settings) -> None:
    settings.MEDIA_ROOT = tmp_path


def greet(language: str, phrase: str, announcement: str = "") -> None:
    services.set_greeting(language=language, phrase=phrase, announcement=announcement, now=NOW)


def test_a_caller_s_language_is_greeted_in_it_or_in_the_nearest(acme: Tenant) -> None:
    with in_tenant(acme):
        assert selectors.greeting(language="ru") is None
        greet("en", "Acme, good afternoon.")
        greet("ru", "Акме, здравствуйте!")
        found = {tag: selectors.greeting(language=tag) for tag in ("ru", "ru-KZ", "en-GB", "ka")}
    phrases = {tag: words.phrase for tag, words in found.items() if words}
    assert phrases == {
        "ru": "Акме, здравствуйте!",
        "ru-KZ": "Акме, здравствуйте!",
        "en-GB": "Acme, good afternoon.",
        "ka": "Acme, good afternoon.",
    }


def test_an_announcement_in_georgian_becomes_sound_that_the_carrier_can_fetch(globex: Tenant) -> None:
    with in_tenant(globex):
        greet("ka", "გამარჯობა!", GEORGIAN)
        words = selectors.greeting(language="ka")
    assert words is not None
    response = Client().get(words.announcement_audio)
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response["Content-Type"] == "audio/wav"
    assert "immutable" in response["Cache-Control"]
    assert 1.5 < sound.playing_time(content) < 8
    assert sound.loudness(sound.samples_of(content)) > 0.02
    assert content[24:28] == (8000).to_bytes(4, "little")


def test_where_the_carrier_has_a_voice_no_file_is_made(acme: Tenant) -> None:
    with in_tenant(acme):
        greet("ru", "Здравствуйте!", "Вы позвонили в Акме.")
        words = selectors.greeting(language="ru")
    assert words is not None
    assert (words.announcement, words.announcement_audio) == ("Вы позвонили в Акме.", "")


def test_a_lost_disk_is_filled_again_from_the_database(globex: Tenant) -> None:
    with in_tenant(globex):
        greet("ka", "გამარჯობა!", GEORGIAN)
        (file,) = audio_store.folder().iterdir()
        content = file.read_bytes()
        file.unlink()
        selectors.greeting(language="ka")
    assert file.read_bytes() == content


def test_an_announcement_taken_back_is_heard_no_more(globex: Tenant) -> None:
    with in_tenant(globex):
        greet("ka", "გამარჯობა!", GEORGIAN)
        greet("ka", "გამარჯობა!")
        words = selectors.greeting(language="ka")
    assert words is not None
    assert (words.announcement, words.announcement_audio) == ("", "")


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["0" * 64, "x", "..%2f..%2fenvironment", "0" * 63 + "G"])
def test_no_other_file_is_served(name: str) -> None:
    assert Client().get(f"/hooks/audio/{name}.wav").status_code == 404


def test_an_operator_always_has_something_to_say(acme: Tenant) -> None:
    with in_tenant(acme), pytest.raises(services.GreetingEmpty):
        greet("en", "  ")


def test_one_language_has_one_greeting_however_it_is_written(acme: Tenant) -> None:
    with in_tenant(acme):
        greet("ru-kz", "Здравствуйте!")
        greet("RU-KZ", "Добрый день!")
        words = selectors.greeting(language="ru-KZ")
    assert words is not None
    assert (words.language, words.phrase) == ("ru-KZ", "Добрый день!")
