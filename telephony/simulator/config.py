"""What the simulator is started with, and the behaviour that tests may turn while it runs."""

from dataclasses import dataclass, field
from pathlib import Path

from .types import CallStatus


@dataclass(frozen=True, kw_only=True)
class Configuration:
    """Fixed for the life of the server. Times are in seconds."""

    account_sid: str
    auth_token: str
    api_key_sid: str
    api_key_secret: str
    data_dir: Path
    public_url: str = "http://localhost:8002"
    origins: frozenset[str] = frozenset()
    static_dirs: tuple[Path, ...] = ()
    virtual_clock: bool = False
    seed: int | None = None
    sign_https_port_of_documents: bool = False
    sign_https_port_of_callbacks: bool = True


@dataclass(kw_only=True)
class Behaviour:
    """What Twilio leaves open, or what the far end decides. Times are in seconds.

    speech_rate: characters spoken per second; ring_buffer: Twilio adds about five seconds to every Timeout;
    reject_status: what a device's reject becomes; unregistered_*: a client nobody registered;
    device_grace: how long a leg outlives its closed page; recording_after: until a recording's sound is there;
    check_caller_id: whether only own numbers may be shown to telephones (21210, 13214);
    pstn_*: what a dialled telephone outside of this account does by itself.
    """

    speech_rate: float = 14.0
    ring_buffer: float = 5.0
    webhook_timeout: float = 15.0
    calls_per_second: float | None = None
    reject_status: CallStatus = CallStatus.BUSY
    unregistered_status: CallStatus = CallStatus.FAILED
    unregistered_sip_code: int = 404
    pstn_outcome: str = "ring"
    pstn_after: float = 0.0
    device_grace: float = 2.0
    recording_after: float = 0.0
    refuse_unknown_parameters: bool = False
    check_caller_id: bool = True
    leave_after_conference_end: bool = False
    pstn: dict[str, str] = field(default_factory=dict)
