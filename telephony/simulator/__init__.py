"""The simulator: a server of its own that plays the carrier, with a telephone in the browser.

Schema: none; its state lives in memory, numbers and recorded sound under CC_DATA_DIR/simulator.
May know: the carrier's protocol (REST 2010-04-01, TwiML, signed webhooks) and twilio's library.
Must not know: any room of the product; it speaks to the product through HTTP alone.
Public verbs: server.build, testing.running_simulator; the command run_simulator.
"""
