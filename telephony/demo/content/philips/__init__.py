"""Philips help line: a household brand's line in Russian."""

from telephony.demo.content.philips.menu import MENU
from telephony.demo.content.philips.models import MODELS
from telephony.demo.content.philips.orders import ORDERS
from telephony.demo.content.philips.repairs import REPAIRS
from telephony.demo.content.philips.shops import SHOPS
from telephony.demo.content.philips.warranty import WARRANTY
from telephony.demo.types import Account, Colleague, Company, Remark
from telephony.queues.types import OverflowAction, OverflowStep, QueueDraft, Relaxing
from tenants.terms.types import Promise

PHILIPS = Company(
    slug="philips",
    name="Philips help line",
    language="ru",
    timezone="Europe/Moscow",
    colour="#0b5ed7",
    number="+74950000100",
    menu=MENU,
    phrases={
        "ru": "Вас приветствует справочная служба Philips, здравствуйте!",
        "en": "Welcome to the Philips help line, good afternoon.",
    },
    tree=(REPAIRS, WARRANTY, MODELS, ORDERS, SHOPS),
    queues=(
        QueueDraft(
            name="Ремонт",
            language="ru",
            skills={"repairs": 4},
            priority=1,
            rings=(Relaxing(after_time=20, lower_by=2), Relaxing(after_time=45, is_open_to_all=True)),
            overflow=(OverflowStep(after_time=240, action=OverflowAction.VOICEMAIL),),
        ),
    ),
    promise=Promise(languages=("ru", "en"), target_percent=80, target_time=20, reserved=30, burst=15),
    colleagues=(
        Colleague(name="Анна Соколова", role="Координатор ремонта", phone="+74950000201", languages=("ru",)),
        Colleague(
            name="Дмитрий Орлов",
            role="Специалист по кофемашинам",
            phone="+74950000202",
            languages=("ru", "en"),
        ),
        Colleague(name="Елена Васильева", role="Отдел доставки", phone="+74950000203", languages=("ru",)),
        Colleague(
            name="Павел Кузнецов", role="Жалобы и возвраты", phone="+74950000204", languages=("ru", "en")
        ),
    ),
    owner=Account(name="Мария Лебедева", email="owner@philips.example", password="demo-philips-owner"),
    viewer=Account(name="Сергей Новиков", email="viewer@philips.example", password="demo-philips-viewer"),
    callers=("+74950000142", "+74950000157", "+78120000163", "+73430000171", "+74950000188", "+74950000119"),
    remarks=(
        Remark(
            disposition="ANSWERED",
            note="Кофемашина EP2231 течёт под бачком. Живёт у Савёловской, привезёт сегодня после 17:00.",
            read=("service_centres", "what_to_bring"),
        ),
        Remark(
            disposition="ANSWERED",
            note="Чек потерян, есть выписка из банка. Объяснила.",
            read=("no_receipt",),
        ),
        Remark(
            disposition="TRANSFERRED",
            note="Лампа накипи горит после двух очисток. Переведён на специалиста.",
            to="Дмитрий Орлов",
            read=("descaling",),
        ),
        Remark(
            disposition="ANSWERED",
            note="Спрашивала про серию 3200 и цену.",
            read=("coffee_machines", "shops"),
        ),
        Remark(
            disposition="ANSWERED", note="Нужны головки к бритве S7783.", read=("shaver_heads", "order_parts")
        ),
        Remark(
            disposition="COMPLAINT",
            note="Ремонт RM2041877 идёт 19-й день, никто не позвонил. Просит ответ до пятницы.",
            read=("repair_time", "repair_status"),
        ),
        Remark(disposition="ANSWERED", note="Заказ в пути, дала срок.", read=("where_is_order",)),
        Remark(disposition="WRONG_NUMBER", note="Искали поликлинику."),
        Remark(
            disposition="ANSWERED", note="Срок гарантии на пылесос, регистрация.", read=("warranty_terms",)
        ),
        Remark(disposition="CALLBACK", note="Хочет купить 12 машин для офиса. Перезвонить утром."),
    ),
    message="Здравствуйте. Я хотела узнать, готова ли моя кофемашина. Перезвоните мне, спасибо.",
)
