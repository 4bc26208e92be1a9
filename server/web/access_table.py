"""Every route with what it asks of who opens it. A route without a row is closed to everybody.

To add a page: add its row here (the action is one of `server.domain.access.ACTIONS`), then
`python -m tests.builders.access_page` writes `docs/developer/access.md` again. The guard in `Frame` asks before a view
runs; a contract test opens every route as every role over its own area, another, the one above and an expired one.
What the test puts into a URL stands in `tests/builders/access_world.py` (`World.values`).

`over` says which area is asked about:
  NOBODY     open to who is not signed in
  ANYBODY    who is signed in; no right is asked (one's own account, help)
  SOMEWHERE  the action over at least one area; the view shows what lies in these areas and nothing else
  PROVINCE   the action over the whole province
  otherwise  the name of the URL's value: the action over the area where that thing lies (`services.places`)
"""

from __future__ import annotations

from server.domain.access import ANYBODY, NOBODY, PROVINCE, SOMEWHERE, Route


def _each(over: str, action: str, endpoints: str) -> dict[str, Route]:
    return {f"web.{name}": Route(over, action) for name in endpoints.split()}


ROUTES: dict[str, Route] = {
    "static": Route(NOBODY),
    **_each(NOBODY, "", "static sign_in sign_out start start_qr set_theme set_language keys"),
    # health says yes or no; metrics asks for the machine itself or a token of its own
    **_each(NOBODY, "", "health metrics"),
    # the day's work
    **_each(SOMEWHERE, "view_cases", "today arrivals households news news_read without_papers without_papers_file"),
    **_each("instance_id", "view_cases", "submission explanation what_if interview attachment"),
    **_each("household_id", "view_cases", "household"),
    # who goes from house to house
    **_each(SOMEWHERE, "view_own_work", "own_work"),
    # the review
    **_each(SOMEWHERE, "view_cases", "queue save_queue drop_queue queue_file"),
    **_each("case_id", "view_cases", "case queue_step"),
    **_each("case_id", "review_cases", "decide_case"),
    **_each("case_id", "comment_cases", "comment_case"),
    **_each(SOMEWHERE, "review_cases", "bulk_preview bulk_do bulk_undo"),
    **_each("case_id", "correct_in_browser", "correct_case correct_case_form correct_case_answers correct_case_list"),
    **_each("case_id", "correct_in_browser", "correct_case_version correct_case_send"),
    # what may be there twice
    **_each(SOMEWHERE, "view_cases", "doubles"),
    **_each("pair_id", "view_cases", "double"),
    **_each("pair_id", "review_cases", "decide_double"),
    **_each(SOMEWHERE, "review_cases", "doubles_different undo_doubles"),
    # paper
    **_each(SOMEWHERE, "key_paper", "papers"),
    **_each("village_code", "key_paper", "paper_sheets paper_new paper_new_form paper_new_answers paper_new_lists"),
    **_each("village_code", "key_paper", "paper_new_send"),
    **_each("case_id", "key_paper", "paper_key paper_key_form paper_key_start paper_key_send"),
    **_each("instance_id", "key_paper", "paper_again paper_again_form paper_again_start paper_again_send"),
    **_each("instance_id", "key_paper", "paper_compare"),
    **_each(PROVINCE, "manage_rounds", "paper_share"),
    **_each(PROVINCE, "decide_exceptions", "decide_exception end_exception"),
    # events of households
    **_each("household_id", "record_events", "household_events split_household merge_household leave_household"),
    **_each("household_id", "record_events", "household_people undo_event record_paper"),
    **_each(SOMEWHERE, "view_cases", "moves outcomes"),
    **_each(SOMEWHERE, "record_events", "move decide_outcomes"),
    # accounts
    **_each(NOBODY, "", "second_step"),
    **_each(ANYBODY, "", "account change_password second_factor drop_factor end_own_session"),
    # which of the rounds she has before her: what she sees of it is decided page by page
    **_each(ANYBODY, "", "choose_round"),
    **_each(SOMEWHERE, "view_people", "people"),
    **_each("actor_id", "view_people", "person"),
    **_each(PROVINCE, "manage_people", "new_person revoke_grant"),
    **_each(PROVINCE, "manage_people", "give_grant delegate_grant reset_password set_active remove_factor end_session"),
    **_each(PROVINCE, "manage_programs", "programs new_program revoke_program"),
    # personal data
    **_each("household_id", "view_identity", "identity_numbers"),
    **_each("household_id", "serve_citizen", "citizen"),
    **_each(PROVINCE, "view_audit", "accesses"),
    **_each(PROVINCE, "destroy_data", "erasures erasure_terms erasure_new erasure confirm_erasure refuse_erasure"),
    **_each(PROVINCE, "destroy_data", "erasure_minutes"),
    # who watches
    **_each(SOMEWHERE, "view_cases", "observations"),
    **_each("area_code", "add_observation", "observe_area"),
    **_each("household_id", "view_cases", "household_observations"),
    **_each("household_id", "add_observation", "observe_household"),
    # places
    **_each(SOMEWHERE, "view_areas", "areas area"),
    **_each(PROVINCE, "manage_areas", "change_unit set_area_attribute end_area_attribute"),
    **_each("area_code", "manage_villages", "change_village"),
    # rounds, the law's numbers
    **_each(SOMEWHERE, "view_rounds", "rounds"),
    **_each(SOMEWHERE, "view_law", "packs pack pack_paper pack_cases"),
    **_each(SOMEWHERE, "view_cases", "pack_effect"),
    **_each(PROVINCE, "load_packs", "pack_template pack_entry pack_upload pack_adopt"),
    # tablets
    **_each(SOMEWHERE, "enrol_device", "tablets enrolment_sheet"),
    **_each("area_code", "enrol_device", "enrol_area tablet enrol_tablet reissue_tablet end_tablet open_tablet"),
    **_each("area_code", "enrol_device", "declare_visits"),
    # who visits which household
    **_each(SOMEWHERE, "assign_work", "assignments assign_households assign_preview assign_do assign_undo"),
    **_each(SOMEWHERE, "assign_work", "work_map list_sizes"),
    **_each("area_code", "assign_work", "assign_village"),
    # what exists comes in
    **_each(SOMEWHERE, "import_data", "imports start_import"),
    **_each("import_id", "import_data", "import_run import_faults import_plan import_fix import_villages import_file"),
    **_each("import_id", "import_data", "import_back import_apply import_undo import_remove"),
    **_each(SOMEWHERE, "sign_lists", "list_checks"),
    **_each("area_code", "sign_lists", "list_check list_check_file"),
    # numbers of the round
    **_each(SOMEWHERE, "view_cases", "figure_households progress field_map quality"),
    **_each(SOMEWHERE, "view_cases", "quality_forms quality_pace rechecks recheck"),
    **_each("area_code", "draw_rechecks", "draw_rechecks"),
    # the node
    **_each(PROVINCE, "manage_node", "machine"),
    **_each(SOMEWHERE, "view_figures", "figures figure_file"),
    # forms
    **_each(PROVINCE, "manage_rounds", "forms check_form publish_form trial_tablet end_trial_tablet form_version"),
    **_each(PROVINCE, "manage_rounds", "form_preview form_preview_xml form_sample roll_back_form form_file"),
}

__all__ = ["ANYBODY", "NOBODY", "PROVINCE", "ROUTES", "SOMEWHERE", "Route"]
