"""Printers."""

from telephony.demo.types import Branch, Entry

PRINTERS = Branch(
    title="Printers",
    entries=(
        Entry(
            key="offline",
            title="The printer is offline. What now?",
            say="Let us bring it back together. Is the blue light on the front steady, or does it blink?",
            text="""
1. **Steady light:** on the computer open *Printers & scanners*, choose the printer, switch off *Use printer offline*.
2. **Blinking light:** the printer has lost the Wi-Fi. Hold the wireless button for 5 seconds, then reconnect in HP Smart.
3. Switch the router off for 30 seconds, wait two minutes, print a test page.

Still offline after step 3: transfer to printer support. Do not suggest a reset to factory settings, it erases the fax list.
""",
            related=("wifi_setup", "paper_jam"),
        ),
        Entry(
            key="wifi_setup",
            title="How to connect the printer to a new Wi-Fi?",
            say="It takes three minutes. Have the Wi-Fi password at hand and keep the phone near the printer.",
            text="""
1. Hold **wireless** and **cancel** together for 3 seconds, until the light turns purple or blinks.
2. In HP Smart choose **Add a printer**. The printer appears as `HP-Setup`.
3. Choose the home network and type its password. The light turns steady blue.

Printers older than 2018 know the **2.4 GHz** band only: both bands often share one name, ask the provider to part them.
""",
            related=("offline",),
        ),
        Entry(
            key="cartridges",
            title="Which cartridge fits my printer?",
            say="What is the name on the front of the printer? It begins with DeskJet, ENVY, OfficeJet or LaserJet.",
            columns=("Printer", "Cartridge", "Pages, black", "Pages, colour", "Price"),
            rows=(
                ("DeskJet 2700, 4100", "305", "120", "100", "£14.99"),
                ("DeskJet 2700, 4100", "305XL", "240", "200", "£25.99"),
                ("ENVY 6000", "305XL", "240", "200", "£25.99"),
                ("OfficeJet Pro 8000", "912XL", "825", "825", "£33.99"),
                ("OfficeJet Pro 9000", "963XL", "2,000", "1,600", "£45.99"),
                ("LaserJet M110", "142A", "950", "—", "£54.99"),
            ),
            related=("instant_ink", "not_genuine", "order_status"),
        ),
        Entry(
            key="paper_jam",
            title="Paper is jammed",
            say="Switch the printer off first, so that nothing moves while we take the paper out.",
            text="""
- Pull the paper **slowly, with both hands, in the direction it travels**.
- Behind the cartridges: open the access door, move the carriage aside, take out every scrap.
- At the back: press the two tabs of the rear door.
- Fan new paper, at most 60 sheets, and push the guides against it.

A jam reported with no paper inside: the rollers are dusty, wipe them with a damp cloth and wait ten minutes.
""",
            related=("offline",),
        ),
        Entry(
            key="not_genuine",
            title="“Cartridge not recognised”",
            say="Take the cartridge out, wipe its copper contacts with a dry cloth, and put it back until it clicks.",
            text="""
| Message | What it means | What helps |
|---|---|---|
| Cartridge problem | dirty contacts | clean, insert again |
| Non-HP chip | the printer takes HP chips only | a genuine cartridge; the return is the seller’s matter |
| Used or counterfeit | refilled | *OK* on the screen, quality is not warranted |
| Protected | locked to another printer | cannot be undone |
""",
            related=("cartridges",),
        ),
        Entry(
            key="printers_compared",
            title="Which printer to buy?",
            say="How many pages do you print in a month, and do you need colour?",
            columns=("Model", "For", "Pages a minute", "Colour", "Scanner", "Price"),
            rows=(
                ("DeskJet 2720e", "up to 50 pages a month", "8", "yes", "flatbed", "£49"),
                ("ENVY 6020e", "photos, up to 100", "10", "yes", "flatbed", "£89"),
                ("OfficeJet Pro 9125e", "office, up to 1,000", "22", "yes", "feeder", "£219"),
                ("LaserJet M110we", "text, up to 1,000", "21", "no", "none", "£99"),
                ("LaserJet M234sdwe", "text, up to 2,000", "30", "no", "feeder", "£189"),
            ),
            related=("instant_ink", "shops"),
        ),
    ),
)
