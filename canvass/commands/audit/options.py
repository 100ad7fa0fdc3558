"""What several audit commands ask for."""

import click

from audit.rules import RULE_SETS, RuleSet, RuleSetId


def _rule_set(context: click.Context, parameter: click.Parameter, name: str) -> RuleSet:
    return RULE_SETS[RuleSetId(name)]


rules_option = click.option(
    "--rules",
    "rule_set",
    type=click.Choice([one.value for one in RuleSetId]),
    default=RuleSetId.MCA_2023.value,
    show_default=True,
    callback=_rule_set,
    help="The rule set; see `canvass audit rules`.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
