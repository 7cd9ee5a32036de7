"""Loading the demo: whatever is there already stays as it is."""

from telephony.demo.services.loading import load
from telephony.demo.services.sign_ins import sign_ins, write_sign_ins

__all__ = ["load", "sign_ins", "write_sign_ins"]
