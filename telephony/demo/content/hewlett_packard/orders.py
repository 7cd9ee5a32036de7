"""Orders, ink and shops."""

from telephony.demo.types import Branch, Entry, place

ORDERS = Branch(
    title="Orders and ink",
    entries=(
        Entry(
            key="order_status",
            title="Where is my order?",
            say="What is the order number? It begins with H and has nine digits.",
            columns=("What was ordered", "Delivery", "Cost"),
            rows=(
                ("Ink and toner", "next working day, ordered by 16:00", "free from £10"),
                ("Printers and screens", "1 to 2 working days", "free"),
                ("Laptops in stock", "1 to 2 working days", "free"),
                ("Laptops made to order", "10 to 15 working days", "free"),
                ("Spare parts", "3 to 5 working days", "£7.50"),
            ),
            related=("returns",),
        ),
        Entry(
            key="returns",
            title="How to return an order?",
            say="You have thirty days from the delivery, and the courier’s collection is free.",
            text="""
- **30 days** from the delivery; the box may be open, everything that came with it goes back.
- Ink and toner: sealed only.
- Laptops: signed out of every account, Windows reset.
- The refund arrives **within 14 days** on the card that paid.

Bought elsewhere: the shop takes it back, we do not.
""",
            related=("order_status", "shops"),
        ),
        Entry(
            key="instant_ink",
            title="How does Instant Ink work?",
            say="You pay for pages, not for ink. The printer orders a cartridge before it runs out.",
            columns=("Plan", "Pages a month", "Price a month", "Pages that roll over"),
            rows=(
                ("Light", "10", "£1.49", "30"),
                ("Occasional", "50", "£4.49", "150"),
                ("Moderate", "100", "£6.49", "300"),
                ("Frequent", "300", "£12.99", "900"),
                ("Business", "700", "£24.99", "2,100"),
            ),
            related=("cartridges", "cancel_ink"),
        ),
        Entry(
            key="cancel_ink",
            title="How to cancel Instant Ink?",
            say="It can be cancelled at any time. The cartridges stop working on the last day of the paid month.",
            text="""
1. Account, *Instant Ink*, **Change plan**, *Cancel*.
2. The cartridges work until the **end of the billing month**, then an ordinary cartridge is needed.
3. The old ones go back in the envelope that came with them.

Ask why before telling how: a smaller plan or a **pause of up to six months** often suits better.
""",
            related=("instant_ink", "cartridges"),
        ),
    ),
)

SHOPS = Branch(
    title="Shops",
    entries=(
        Entry(
            key="shops",
            title="Where can I buy?",
            say="On our own site, or in one of the partners' shops. Which town are you in?",
            places=(
                place(
                    "London, Oxford Street",
                    "370 Oxford Street, W1C 1JW",
                    "Mon–Sat 9:30–21:00, Sun 12:00–18:00",
                    "+44 20 7946 0321",
                    "Laptops on display",
                ),
                place(
                    "London, Stratford",
                    "Westfield, E20 1EJ",
                    "Mon–Sat 10:00–21:00, Sun 12:00–18:00",
                    "+44 20 7946 0322",
                ),
                place(
                    "Manchester, Arndale",
                    "Market Street, M4 3AQ",
                    "Mon–Sat 9:00–20:00, Sun 11:00–17:00",
                    "+44 161 496 0323",
                ),
                place(
                    "Leeds, Trinity",
                    "27 Albion Street, LS1 5AT",
                    "Mon–Sat 9:00–19:00",
                    "+44 113 496 0324",
                    "Ink in stock every day",
                ),
            ),
            related=("laptops_compared", "printers_compared"),
        ),
        Entry(
            key="business",
            title="I am buying for a company",
            say="From five devices on you get your own price and a person to talk to. May I put you through?",
            text="""
- **5 to 49 devices:** business desk, an offer within one working day.
- **50 and more:** account manager by region.
- Schools and charities: up to 20% off, proof by e-mail.
- Payment on account after the first order, **30 days**.

Note the company’s name, the number of devices and the day by which they are needed, then transfer to the business desk.
""",
            related=("laptops_compared", "shops"),
        ),
    ),
)
