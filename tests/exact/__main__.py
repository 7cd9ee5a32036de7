"""`python -m tests.exact [events] [seed]`: play so many random events, in runs of one seed each."""

import logging
import signal
import sys

from tests import services

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    services.start()

    import django

    django.setup()

    # What a world like this one brings about is logged by the thousand: alerts, legs that were gone, cut connections.
    logging.disable(logging.CRITICAL)

    from tests import database
    from tests.exact.house import play

    database.use_clone("exact")
    try:
        play(events=int(sys.argv[1]), seed=int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    finally:
        database.leave_clone()
        services.stop()
