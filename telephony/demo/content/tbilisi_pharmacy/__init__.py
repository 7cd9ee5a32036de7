"""თბილისის აფთიაქი: a pharmacy's line in Georgian, with an announcement before anyone answers."""

from telephony.demo.content.tbilisi_pharmacy.branches import BRANCHES, DELIVERY
from telephony.demo.content.tbilisi_pharmacy.medicines import CARD, PRESCRIPTION, STOCK
from telephony.demo.types import Account, Colleague, Company, Remark
from tenants.terms.types import Promise, Window

TBILISI_PHARMACY = Company(
    slug="tbilisi_pharmacy",
    name="თბილისის აფთიაქი",
    language="ka",
    timezone="Asia/Tbilisi",
    colour="#1a7f37",
    number="+995322000017",
    phrases={
        "ka": "გამარჯობა, თბილისის აფთიაქი, რით შემიძლია დაგეხმაროთ?",
        "ru": "Здравствуйте, Тбилисская аптека, чем могу помочь?",
        "en": "Tbilisi Pharmacy, good afternoon. How may I help you?",
    },
    announcements={
        "ka": "თქვენ დაუკავშირდით თბილისის აფთიაქს. ღამით ვაკისა და საბურთალოს ფილიალები მუშაობს. ოპერატორი მალე გიპასუხებთ."
    },
    tree=(BRANCHES, STOCK, PRESCRIPTION, DELIVERY, CARD),
    promise=Promise(languages=("ka", "ru", "en"), target_percent=75, target_time=30, window=Window.WEEK),
    colleagues=(
        Colleague(name="ნანა კაპანაძე", role="ფარმაცევტი", phone="+995322000201", languages=("ka", "ru")),
        Colleague(name="გიორგი ლომიძე", role="მიწოდების სამსახური", phone="+995322000202", languages=("ka",)),
        Colleague(name="მარიამ გელაშვილი", role="საჩივრები", phone="+995322000203", languages=("ka", "en")),
    ),
    owner=Account(name="ლევან ბერიძე", email="owner@pharmacy.example", password="demo-pharmacy-owner"),
    viewer=Account(name="ეკა მაისურაძე", email="viewer@pharmacy.example", password="demo-pharmacy-viewer"),
    callers=(
        "+995555000142",
        "+995555000157",
        "+995322000163",
        "+995555000171",
        "+995422000188",
        "+995555000119",
    ),
    remarks=(
        Remark(
            disposition="ANSWERED",
            note="ეძებს სიცხის დამწევს ბავშვისთვის. მოვა დღეს 20:00-ის შემდეგ, ვაკეში.",
            read=("in_stock", "nearest"),
        ),
        Remark(disposition="ANSWERED", note="ღამის ფილიალი, საბურთალო.", read=("night",)),
        Remark(
            disposition="TRANSFERRED",
            note="შემცვლელზე კითხვა, გადაერთო ნანასთან.",
            to="ნანა კაპანაძე",
            read=("substitute",),
        ),
        Remark(disposition="ANSWERED", note="მიწოდების ფასი რუსთავში.", read=("delivery",)),
        Remark(
            disposition="COMPLAINT",
            note="შეკვეთა 20417 სამ საათზე მეტხანს იგვიანებს. ითხოვს გადმორეკვას.",
            read=("order_late",),
        ),
        Remark(
            disposition="ANSWERED", note="ელექტრონული რეცეპტი, დედისთვის.", read=("electronic_prescription",)
        ),
        Remark(disposition="CALLBACK", note="ინსულინის ნემსები 4 მმ, შეატყობინონ, როცა იქნება."),
        Remark(disposition="ANSWERED", note="ფასდაკლების ბარათი, პენსიონერი.", read=("card",)),
        Remark(disposition="WRONG_NUMBER", note=""),
    ),
    message="გამარჯობა. მაინტერესებს, როდის იქნება ინსულინის ნემსები. გთხოვთ, გადმომირეკოთ.",
)
