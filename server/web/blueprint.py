"""Routes of the pages. Every page but the ways in needs a person; what she sees is scoped to her areas."""

from __future__ import annotations

from flask import Blueprint
from flask_wtf.csrf import CSRFError

from server.errors import Problem
from server.services.node import Node

from . import doubles_words, event_words, formats, list_gap_file, preferences, queue_words, words
from .account import account_routes
from .areas import area_routes
from .assigning import Assigning, Villages
from .case import CasePage
from .cases import Cases
from .correct import Corrections
from .database import PageDatabase
from .decisions import Decisions
from .doubles import Doubles
from .entry import Entry
from .erasures import erasure_routes
from .exceptions import Exceptions
from .figures import figure_routes
from .findings import say_finding
from .form_preview import FormPreview
from .forms import CHECK_PATH, PUBLISH_PATH, Forms
from .frame import Frame, Page
from .household_events import HouseholdEvents
from .imports import import_routes, say_sentence
from .list_checks import list_check_routes
from .machine import Machine
from .moves import Moves
from .news import News
from .observations import observation_routes
from .outcomes import Outcomes
from .own_work import OwnWork
from .packs import Packs
from .paper import Papers
from .paper_keying import PaperKeying
from .people import people_routes
from .privacy import privacy_routes, watch
from .programs import program_routes
from .queue import Queue
from .queue_file import QueueFile
from .rounds import Rounds
from .tablets import Tablets
from .telling import finish, unfolded
from .today import Today
from .without_papers import WithoutPapers
from .work_map import ListSizes, WorkMap


def create_web(node: Node, database: PageDatabase) -> Blueprint:
    """The blueprint for one node."""
    blueprint = Blueprint(
        "web", "server.web", static_folder="static", static_url_path="/tinh", template_folder="templates"
    )
    frame = Frame(node, database)
    news = News(frame)
    _add_routes(blueprint, frame, news)
    blueprint.before_app_request(frame.guard)
    blueprint.after_app_request(lambda answer: watch(frame, answer))
    blueprint.app_context_processor(frame.context)
    blueprint.app_context_processor(news.context)
    for name, function in {
        "said": finish,
        **formats.FILTERS,
        **words.FILTERS,
        **queue_words.FILTERS,
        **doubles_words.FILTERS,
        **event_words.FILTERS,
        **list_gap_file.FILTERS,
        "sentence": say_sentence,
        "say_finding": say_finding,
    }.items():
        blueprint.add_app_template_filter(unfolded(function), name)
    blueprint.register_error_handler(Exception, frame.failed)
    blueprint.app_errorhandler(404)(frame.failed)
    blueprint.app_errorhandler(Problem)(frame.failed)
    blueprint.app_errorhandler(CSRFError)(frame.expired)
    return blueprint


def _add_routes(blueprint: Blueprint, frame: Frame, news: News) -> None:
    add, inside = blueprint.add_url_rule, frame.signed_in
    entry, cases, rounds = Entry(frame), Cases(frame), Rounds(frame)
    exceptions = Exceptions(frame)
    add("/dang-nhap", "sign_in", entry.sign_in, methods=["GET", "POST"])
    add("/xac-thuc", "second_step", entry.second_step, methods=["GET", "POST"])
    add("/thoat", "sign_out", entry.sign_out, methods=["POST"])
    add("/bat-dau", "start", entry.start)
    add("/bat-dau/ma-qr/<int:number>", "start_qr", entry.start_qr)
    add("/phieu", "arrivals", inside(cases.arrivals))
    add("/phieu/<instance_id>", "submission", inside(cases.submission))
    add("/phieu/<instance_id>/giai-thich/<standard>", "explanation", inside(cases.explanation))
    add("/phieu/<instance_id>/thu", "what_if", inside(cases.what_if), methods=["GET", "POST"])
    add("/phieu/<instance_id>/phong-van", "interview", inside(cases.interview))
    add("/phieu/<instance_id>/tep/<name>", "attachment", inside(cases.attachment))
    add("/ho", "households", inside(cases.households))
    add("/ho/<household_id>", "household", inside(cases.household))
    add("/ho/<household_id>/ngoai-le", "decide_exception", inside(exceptions.decide), methods=["POST"])
    add("/ho/<household_id>/thoi-ngoai-le", "end_exception", inside(exceptions.end), methods=["POST"])
    add("/dot", "rounds", inside(rounds.rounds))
    add("/dot/xem", "choose_round", inside(rounds.choose), methods=["POST"])
    _add_form_routes(blueprint, frame)
    machine = Machine(frame)
    add("/may-chu", "machine", inside(machine.machine))
    add("/suc-khoe", "health", machine.health)
    add("/so-do", "metrics", machine.metrics)
    for path, name, view, methods in (*news.routes(), *_routes(frame)):
        add(path, name, inside(view), methods=methods)
    add("/giao-dien", "set_theme", preferences.set_theme, methods=["POST"])
    add("/ngon-ngu", "set_language", preferences.set_language, methods=["POST"])
    add("/phim-tat", "keys", preferences.keys)


def _routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    """Routes that need a person, a line a module."""
    return (
        *Tablets(frame).routes(),
        *_assigning_routes(frame),
        *_review_routes(frame),
        *OwnWork(frame).routes(),
        *Doubles(frame).routes(),
        *HouseholdEvents(frame).routes(),
        *Moves(frame).routes(),
        *Outcomes(frame).routes(),
        *figure_routes(frame),
        *Corrections(frame).routes(),
        *Papers(frame).routes(),
        *PaperKeying(frame).routes(),
        *_pack_routes(frame),
        *people_routes(frame),
        *area_routes(frame),
        *observation_routes(frame),
        *privacy_routes(frame),
        *erasure_routes(frame),
        *program_routes(frame),
        *account_routes(frame),
        *import_routes(frame),
        *list_check_routes(frame),
    )


def _assigning_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    pages = (Assigning(frame), Villages(frame), WorkMap(frame), ListSizes(frame))
    return tuple(route for one in pages for route in one.routes())


def _review_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    queues, page = Queue(frame), CasePage(frame)
    return (
        *Today(frame, queues).routes(),
        *queues.routes(),
        *QueueFile(frame).routes(),
        *WithoutPapers(frame).routes(),
        *page.routes(),
        *Decisions(frame, page, queues).routes(),
    )


def _pack_routes(frame: Frame) -> tuple[tuple[str, str, Page, list[str]], ...]:
    packs = Packs(frame)
    return (
        ("/goi", "packs", packs.packs, ["GET"]),
        ("/goi/<pack_id>", "pack", packs.pack, ["GET"]),
        ("/goi/<pack_id>/in", "pack_paper", packs.paper, ["GET"]),
        ("/goi/<pack_id>/truong-hop", "pack_cases", packs.cases, ["GET"]),
        ("/goi/<pack_id>/anh-huong", "pack_effect", packs.effect, ["GET"]),
        ("/goi/<pack_id>/mau.xlsx", "pack_template", packs.template, ["GET"]),
        ("/goi/<pack_id>/nhap", "pack_entry", packs.entry, ["GET", "POST"]),
        ("/goi/<pack_id>/nap", "pack_upload", packs.upload, ["POST"]),
        ("/goi/<pack_id>/cong-bo", "pack_adopt", packs.adopt, ["POST"]),
    )


def _add_form_routes(blueprint: Blueprint, frame: Frame) -> None:
    forms, preview = Forms(frame), FormPreview(frame)
    routes: tuple[tuple[str, str, Page, list[str]], ...] = (
        ("/bieu-mau", "forms", forms.forms, ["GET"]),
        (CHECK_PATH, "check_form", forms.check, ["GET", "POST"]),
        (PUBLISH_PATH, "publish_form", forms.publish, ["GET", "POST"]),
        ("/bieu-mau/may-thu", "trial_tablet", forms.tablet, ["GET", "POST"]),
        ("/bieu-mau/may-thu/thu-hoi", "end_trial_tablet", forms.end_tablet, ["GET", "POST"]),
        ("/bieu-mau/<form_id>/<version>", "form_version", forms.version, ["GET"]),
        ("/bieu-mau/<form_id>/<version>/xem", "form_preview", preview.preview, ["GET"]),
        ("/bieu-mau/<form_id>/<version>/xem/xml", "form_preview_xml", preview.form, ["GET"]),
        ("/bieu-mau/<form_id>/<version>/mau/<name>", "form_sample", preview.sample, ["GET"]),
        ("/bieu-mau/<form_id>/<version>/quay-lai", "roll_back_form", forms.roll_back, ["GET", "POST"]),
        ("/bieu-mau/<form_id>/<version>/tep/<kind>", "form_file", forms.file, ["GET"]),
    )
    for path, name, view, methods in routes:
        blueprint.add_url_rule(path, name, frame.signed_in(view), methods=methods)
