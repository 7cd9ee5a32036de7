"""Laptops and desktops."""

from telephony.demo.types import Branch, Entry

COMPUTERS = Branch(
    title="Laptops and desktops",
    entries=(
        Entry(
            key="will_not_start",
            title="The laptop does not start",
            say="Is any light on when you press the power button, and does the charger’s light shine?",
            text="""
1. Unplug everything. Hold the power button **for 15 seconds**.
2. Plug in the charger alone, wait for its light, press power.
3. **Blinks and beeps:** count them, write the number down, transfer to laptop support.
4. **Light, but a black screen:** hold *Windows + B*, press power for one second. The screen may stay black for 40 seconds.

No light with a charger that works: it needs a repair, see *How to book a repair*.
""",
            related=("book_repair", "battery"),
        ),
        Entry(
            key="battery",
            title="The battery empties too fast",
            say="How old is the laptop? A battery keeps about 80 percent after three years of daily use.",
            text="""
- HP Support Assistant, **Battery check**: *OK* means that the battery is healthy, *Replace* that it is due.
- In the BIOS set **Battery Health Manager** to *Let HP manage*.
- Batteries are warranted **one year**, whatever the warranty of the laptop.

A swollen battery (the touchpad lifts, the lid does not close): switch off, do not charge, book a collection today.
""",
            related=("book_repair", "warranty_lengths"),
        ),
        Entry(
            key="laptops_compared",
            title="Which laptop to buy?",
            say="What will you do with it most, and how much may it weigh?",
            columns=("Series", "For", "Weight from", "Battery", "Price from"),
            rows=(
                ("HP 14, HP 15", "home and school", "1.4 kg", "9 h", "£329"),
                ("Pavilion Plus", "study, photos", "1.4 kg", "12 h", "£649"),
                ("OmniBook X", "travel", "1.3 kg", "26 h", "£999"),
                ("ProBook 440", "small offices", "1.4 kg", "13 h", "£749"),
                ("EliteBook 840", "companies", "1.3 kg", "16 h", "£1,249"),
                ("Victus 15", "games", "2.3 kg", "8 h", "£749"),
            ),
            related=("shops", "warranty_lengths"),
        ),
        Entry(
            key="serial_number",
            title="Where is the serial number?",
            say="Turn the device over: it is on a white label, after the letters S and N, ten characters.",
            text="""
- **Laptop:** under the battery flap or on the bottom. It starts: *Fn + Esc* shows it.
- **Desktop:** on the side or the back, near the power cable.
- **Printer:** inside the cartridge door, or on the back.
- **Screen:** on the back, low.

The serial number has **10 characters** and begins with a country’s code (`CND`, `5CD`, `8CC`). The product number follows *P/N*.
""",
            related=("warranty_lengths",),
        ),
        Entry(
            key="windows_recovery",
            title="How to restore Windows?",
            say="First: are there any files on it that you need and have not copied elsewhere?",
            text="""
1. Press power and at once **F11**, several times, until *Choose an option* appears.
2. *Troubleshoot*, *Reset this PC*. **Keep my files** keeps documents and removes programs.
3. The charger stays plugged in. It takes 40 to 90 minutes.

No recovery partition: **HP Cloud Recovery** makes a USB stick of 32 GB on another computer, with the product number.
""",
            related=("serial_number", "will_not_start"),
        ),
    ),
)
