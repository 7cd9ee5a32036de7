"""The three companies. All people, prices, places and telephone numbers are invented."""

from telephony.demo.content.hewlett_packard import HEWLETT_PACKARD
from telephony.demo.content.philips import PHILIPS
from telephony.demo.content.tbilisi_pharmacy import TBILISI_PHARMACY

COMPANIES = (PHILIPS, HEWLETT_PACKARD, TBILISI_PHARMACY)
