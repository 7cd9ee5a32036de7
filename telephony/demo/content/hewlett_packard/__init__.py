"""Hewlett-Packard: a maker's line in British English."""

from telephony.demo.content.hewlett_packard.computers import COMPUTERS
from telephony.demo.content.hewlett_packard.orders import ORDERS, SHOPS
from telephony.demo.content.hewlett_packard.printers import PRINTERS
from telephony.demo.content.hewlett_packard.warranty import WARRANTY
from telephony.demo.types import Account, Colleague, Company, Remark
from tenants.terms.types import Promise

HEWLETT_PACKARD = Company(
    slug="hewlett_packard",
    name="Hewlett-Packard",
    language="en",
    timezone="Europe/London",
    colour="#0a7d6c",
    number="+442079460100",
    phrases={"en": "Hewlett-Packard, good afternoon."},
    tree=(PRINTERS, COMPUTERS, WARRANTY, ORDERS, SHOPS),
    promise=Promise(languages=("en",), target_percent=85, target_time=20, reserved=20, burst=10),
    colleagues=(
        Colleague(name="Alice Morgan", role="Printer support", phone="+442079460201", languages=("en",)),
        Colleague(name="David Clarke", role="Laptop support", phone="+442079460202", languages=("en",)),
        Colleague(name="Priya Shah", role="Repairs desk", phone="+442079460203", languages=("en",)),
        Colleague(name="Tom Ellis", role="Business desk", phone="+442079460204", languages=("en",)),
    ),
    owner=Account(name="Helen Wright", email="owner@hp.example", password="demo-hp-owner"),
    viewer=Account(name="Mark Evans", email="viewer@hp.example", password="demo-hp-viewer"),
    callers=(
        "+447700900142",
        "+447700900157",
        "+441614960163",
        "+441134960171",
        "+442079460188",
        "+447700900119",
    ),
    remarks=(
        Remark(
            disposition="ANSWERED",
            note="ENVY 6020e lost the Wi-Fi after a new router. Works again.",
            read=("offline", "wifi_setup"),
        ),
        Remark(
            disposition="ANSWERED", note="Asked for 305XL, two pieces. Ordered online.", read=("cartridges",)
        ),
        Remark(
            disposition="TRANSFERRED",
            note="Laptop blinks five times, black screen. Put through to David Clarke.",
            to="David Clarke",
            read=("will_not_start", "serial_number"),
        ),
        Remark(disposition="ANSWERED", note="Warranty until 14 March 2027.", read=("warranty_lengths",)),
        Remark(
            disposition="ANSWERED", note="Wanted to cancel Instant Ink, took the pause.", read=("cancel_ink",)
        ),
        Remark(
            disposition="COMPLAINT",
            note="Case 5093312780, twelve working days and no word. Wants a call from a manager.",
            read=("repair_status",),
        ),
        Remark(
            disposition="TRANSFERRED",
            note="25 laptops for a school, by January.",
            to="Tom Ellis",
            read=("business",),
        ),
        Remark(disposition="SILENCE", note=""),
        Remark(disposition="ANSWERED", note="Address in Manchester.", read=("service_points", "book_repair")),
        Remark(disposition="MESSAGE", note="Asks for an invoice copy, order H201944871."),
    ),
    message="Hello, this is Mr Harris about the printer. Could somebody call me back today? Thank you.",
)
