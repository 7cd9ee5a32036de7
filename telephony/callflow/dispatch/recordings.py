"""The sound of a message is fetched, or known to be lost."""

from campaigns.records import services as records
from cc_saas.lib import alerts, clock
from cc_saas.lib.tenancy import in_tenant
from telephony.calls.models import Instruction
from telephony.provider.port import Carrier
from tenants.directory import selectors as directory


def fetch_recording(instruction: Instruction, carrier: Carrier) -> None:
    """Fetch the sound of a message into its company."""
    sid = instruction.args["recording_sid"]
    content = carrier.recording(sid=sid)
    with in_tenant(directory.access_company(id=instruction.args["tenant_id"])):
        records.store_voicemail(recording_sid=sid, content=content, now=clock.now())


def lose_recording(instruction: Instruction) -> None:
    """The carrier cannot give it to us: the company and whoever is on duty are told."""
    with in_tenant(directory.access_company(id=instruction.args["tenant_id"])):
        records.lose_voicemail(recording_sid=instruction.args["recording_sid"])
    alerts.raise_alert("recording-lost", call_id=str(instruction.call_id))
