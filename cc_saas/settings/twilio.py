"""The carrier's account, and which softphone the console uses."""

from cc_saas.settings import env

SID = "{} and 32 hexadecimal digits"
ACCOUNT_SID = env.matching("TWILIO_ACCOUNT_SID", r"AC[0-9a-f]{32}", meaning=SID.format("AC"))
AUTH_TOKEN = env.read("TWILIO_AUTH_TOKEN")
API_KEY_SID = env.matching("TWILIO_API_KEY_SID", r"SK[0-9a-f]{32}", meaning=SID.format("SK"))
API_KEY_SECRET = env.read("TWILIO_API_KEY_SECRET")
# Unset: Twilio itself.
API_BASE_URL = env.url("TWILIO_API_BASE_URL", schemes=("http", "https"))
# Set by `make run` where it starts the simulated carrier; the demo's invented numbers are bought from no other.
SIMULATOR_URL = env.url("CC_SIMULATOR_URL", schemes=("http", "https"))

SOFTPHONES = ("twilio", "simulator", "none")


def softphone() -> str:
    """`simulator` is the supervisor's to say (it knows that it started one); else Twilio's where its key is set."""
    default = "twilio" if API_KEY_SID and API_KEY_SECRET else "none"
    return env.one_of("CC_SOFTPHONE", SOFTPHONES, default)
