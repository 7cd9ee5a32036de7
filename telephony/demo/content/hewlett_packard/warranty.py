"""Warranty and repairs."""

from telephony.demo.types import Branch, Entry, place

WARRANTY = Branch(
    title="Warranty and repairs",
    entries=(
        Entry(
            key="warranty_lengths",
            title="How long is the warranty?",
            say="One year for most products. With the serial number I can tell the exact day.",
            columns=("Product", "Warranty", "Service", "Can be extended to"),
            rows=(
                ("Home laptops and desktops", "1 year", "bring or send in", "3 years"),
                ("ProBook, EliteBook", "1 or 3 years", "next business day, at your place", "5 years"),
                ("DeskJet, ENVY", "1 year, 2 with HP+", "exchange", "3 years"),
                ("OfficeJet Pro, LaserJet", "1 year, 2 with HP+", "exchange or on site", "5 years"),
                ("Screens", "1 or 3 years", "exchange", "5 years"),
                ("Batteries, chargers", "1 year", "exchange", "—"),
            ),
            related=("book_repair", "serial_number"),
        ),
        Entry(
            key="book_repair",
            title="How to book a repair?",
            say="I need the serial number, a description of the fault, and the address for the collection.",
            text="""
1. **Serial number**, product number, what happens and since when.
2. Name, address, phone, e-mail. The courier brings a box, Monday to Friday, 9:00 to 17:00.
3. The customer **copies the data and removes the password**: we do not answer for either.

Repairs take **5 to 8 working days** from the collection. Out of warranty: £49 for the diagnosis, taken off the repair.

Write all of it into the note and choose **Transferred to a specialist** after the transfer to repairs.
""",
            related=("repair_status", "service_points"),
        ),
        Entry(
            key="repair_status",
            title="Where is my repair now?",
            say="What is the case number? It has ten digits and stands on top of the e-mail.",
            text="""
| Status | Meaning |
|---|---|
| Awaiting unit | the courier has not brought it yet |
| In diagnosis | 1 to 2 working days |
| Awaiting part | an e-mail names the day |
| Awaiting approval | **the customer must accept the offer**, it lapses after 10 days |
| Shipped | the tracking number is in the e-mail |

Longer than **10 working days**: transfer to the repairs desk, do not ask to call later.
""",
            related=("book_repair",),
        ),
        Entry(
            key="service_points",
            title="Where can I bring it in?",
            say="Which town is nearest to you? I will give you the address and the opening hours.",
            places=(
                place(
                    "London, Holborn",
                    "88 High Holborn, WC1V 6LS",
                    "Mon–Fri 9:00–18:00",
                    "+44 20 7946 0211",
                    "Printers and laptops",
                ),
                place(
                    "London, Hammersmith", "14 King Street, W6 0QA", "Mon–Sat 10:00–19:00", "+44 20 7946 0212"
                ),
                place("Manchester", "31 Deansgate, M3 2BA", "Mon–Fri 9:00–17:30", "+44 161 496 0213"),
                place(
                    "Birmingham",
                    "5 Colmore Row, B3 2BJ",
                    "Mon–Fri 9:00–17:30",
                    "+44 121 496 0214",
                    "Laptops only",
                ),
                place("Edinburgh", "102 George Street, EH2 3DF", "Mon–Fri 9:30–17:30", "+44 131 496 0215"),
                place(
                    "Cardiff",
                    "7 The Hayes, CF10 1GA",
                    "Tue–Sat 10:00–18:00",
                    "+44 29 2018 0216",
                    "Leave the device, no repair while you wait",
                ),
            ),
            related=("book_repair",),
        ),
    ),
)
