"""A player may ask for a part of a message."""

from pathlib import Path

import pytest
from django.http import HttpResponseBase

from campaigns.records.playback import play


def sound(response: HttpResponseBase) -> bytes:
    return b"".join(response)


@pytest.fixture
def message(tmp_path: Path) -> Path:
    path = tmp_path / "message.wav"
    path.write_bytes(b"0123456789")
    return path


def test_the_whole_message(message: Path) -> None:
    response = play(message, asked="")
    assert (response.status_code, sound(response)) == (200, b"0123456789")
    assert response["Content-Type"] == "audio/wav"
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("asked", "part", "said"),
    [
        ("bytes=2-4", b"234", "bytes 2-4/10"),
        ("bytes=7-", b"789", "bytes 7-9/10"),
        ("bytes=-3", b"789", "bytes 7-9/10"),
        ("bytes=5-900", b"56789", "bytes 5-9/10"),
    ],
)
def test_a_part_of_it(message: Path, asked: str, part: bytes, said: str) -> None:
    response = play(message, asked=asked)
    assert (response.status_code, sound(response), response["Content-Range"]) == (206, part, said)


def test_a_part_behind_its_end(message: Path) -> None:
    response = play(message, asked="bytes=10-")
    assert response.status_code == 416
    assert response["Content-Range"] == "bytes */10"


def test_what_is_no_range_is_answered_whole(message: Path) -> None:
    response = play(message, asked="lines=1-2")
    assert (response.status_code, sound(response)) == (200, b"0123456789")
