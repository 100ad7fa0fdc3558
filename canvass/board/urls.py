"""Addresses of the counting board's pages. A batch's name may hold a slash."""

from django.urls import path

from canvass.board import (
    board_views,
    early_views,
    folded_views,
    halt_views,
    queue_views,
    reading_views,
    reconciliation_views,
    transfer_views,
    write_in_views,
)
from canvass.board.alike import alike_views
from canvass.board.by_hand import hand_count_views, set_aside_views
from canvass.board.office import (
    container_views,
    custody_steps,
    electors_views,
    machine_views,
    sheet_views,
    unvoted_views,
)
from canvass.board.pictures import picture_views
from canvass.board.review import review_views
from canvass.board.sitting import sitting_views

_BALLOT = "ballots/<path:batch>/<int:sheet>"

app_name = "board"
urlpatterns = [
    path("", queue_views.queue, name="queue"),
    path("next/", review_views.take_next, name="next"),
    path("find/", queue_views.find, name="find"),
    path("suggest/", write_in_views.suggestions, name="suggest"),
    path("decided/", queue_views.decided, name="decided"),
    path("object/", queue_views.record_objection, name="object"),
    path("write-ins/", write_in_views.look_alikes, name="look-alikes"),
    path("write-ins/alike/", alike_views.read_alike, name="read-alike"),
    path("write-ins/declare/", write_in_views.declare, name="declare"),
    path("sitting/", sitting_views.sitting, name="sitting"),
    path("sitting/end/", sitting_views.end, name="end-sitting"),
    path("boards/", board_views.boards, name="boards"),
    path("boards/dismiss/", board_views.dismiss, name="dismiss"),
    path("boards/mode/", board_views.set_mode, name="mode"),
    path("machines/", machine_views.machines, name="machines"),
    path("machines/software/", machine_views.answer_software, name="answer-software"),
    path("containers/", container_views.containers, name="containers"),
    path("containers/seal/", custody_steps.seal, name="seal"),
    path("containers/log/", container_views.custody_log, name="custody-log"),
    path("containers/<int:place>/label/", container_views.container_label, name="container-label"),
    path("containers/<int:place>/hand-over/", custody_steps.hand_over, name="hand-over"),
    path("containers/<int:place>/open/", custody_steps.unseal, name="unseal"),
    path("containers/<int:place>/seal/", custody_steps.reseal, name="reseal"),
    path("early-count/", early_views.early_count, name="early-count"),
    path("early-count/designate/", early_views.designate, name="designate"),
    path("readings/", reading_views.readings, name="readings"),
    path("polls/", board_views.polls, name="polls"),
    path("polls/close/", board_views.close_polls, name="close-polls"),
    path("sheets/", sheet_views.sheets, name="sheets"),
    path("sheets/withdraw/", sheet_views.withdraw, name="withdraw"),
    path("halts/", halt_views.halts, name="halts"),
    path("halts/<int:number>/vote/", halt_views.vote_on_halt, name="vote-on-halt"),
    path("halts/<int:number>/test/", halt_views.record_test, name="record-test"),
    path("halts/<int:number>/end/", halt_views.end_halt, name="end-halt"),
    path("hand-counts/", hand_count_views.hand_counts, name="hand-counts"),
    path("hand-counts/one/", hand_count_views.hand_count, name="hand-count"),
    path("hand-counts/set-aside/", set_aside_views.set_aside, name="set-aside"),
    path("hand-counts/set-aside/<int:number>/", set_aside_views.decide_set_aside, name="decide-set-aside"),
    path("hand-counts/reopen/", hand_count_views.reopen_hand_count, name="reopen-hand-count"),
    path("reconciliation/unvoted/", unvoted_views.enter_unvoted, name="enter-unvoted"),
    path("folded/", folded_views.folded, name="folded"),
    path("folded/<int:place>/", folded_views.decide_folded, name="decide-folded"),
    path("transfers/", transfer_views.transfers, name="transfers"),
    path("transfers/one/", transfer_views.transfer, name="transfer"),
    path("transfers/pair/", transfer_views.pair, name="pair"),
    path("reconciliation/", reconciliation_views.reconciliation, name="reconciliation"),
    path("reconciliation/expect/", reconciliation_views.expect, name="expect"),
    path("reconciliation/file/", reconciliation_views.expect_file, name="expect-file"),
    path("reconciliation/difference/", reconciliation_views.report_difference, name="report-difference"),
    path("reconciliation/report/", reconciliation_views.report, name="report"),
    path("electors/", electors_views.electors, name="electors"),
    path("electors/enter/", electors_views.enter_electors, name="enter-electors"),
    path("electors/file/", electors_views.electors_file, name="electors-file"),
    path(f"{_BALLOT}/pictures/<path:name>", picture_views.picture, name="picture"),
    path(f"{_BALLOT}/decide/", review_views.review, name="review"),
    path(f"{_BALLOT}/leave/", review_views.leave, name="leave"),
    path(f"{_BALLOT}/read/", review_views.read_other, name="read-other"),
    path(f"{_BALLOT}/ask/", review_views.ask, name="ask"),
    path(f"{_BALLOT}/reopen/", queue_views.reopen, name="reopen"),
    path(f"{_BALLOT}/", queue_views.ballot, name="ballot"),
]
