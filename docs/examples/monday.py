"""A Monday's reading as a marimo notebook: who moved, in which words, on what conditions.

    marimo edit docs/examples/monday.py -- --file data/parley.duckdb

It opens the published file with DuckDB alone; parley need not be installed.
"""

import marimo

app = marimo.App(width="medium", app_title="A Monday's reading")


@app.cell
def _():
    import os
    from pathlib import Path

    import altair
    import duckdb
    import marimo as mo

    return Path, altair, duckdb, mo, os


@app.cell
def _(Path, duckdb, mo, os):
    path = mo.cli_args().get("file") or Path(os.environ.get("PARLEY_HOME", "data")) / "parley.duckdb"
    published = duckdb.connect(str(path), read_only=True)

    def ask(sql, **values):
        """Give the rows of a query as dictionaries."""
        cursor = published.execute(sql, values) if values else published.execute(sql)
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    return (ask,)


@app.cell
def _(ask, mo):
    weeks = [row["iso_week"] for row in ask("FROM coverage WHERE with_signals > 0 ORDER BY week_start DESC")]
    week = mo.ui.dropdown(weeks, value=weeks[0], label="Week")
    week
    return (week,)


@app.cell
def _(ask, mo, week):
    moved = ask(
        "SELECT actor_name, verdict, net, stories, net_before, stories_before, first_types "
        "FROM position_changes WHERE iso_week = $week ORDER BY stories DESC, actor_name",
        week=week.value,
    )
    mo.vstack([mo.md(f"## Who moved in {week.value}"), mo.ui.table(moved, selection=None)])
    return


@app.cell
def _(ask, mo, week):
    said = ask(
        "SELECT actor_name, signal_type, target_name, evidence, signal_id FROM signals "
        "WHERE iso_week = $week AND counted ORDER BY actor_name, published_first, signal_id",
        week=week.value,
    )
    mo.vstack([mo.md("## In which words"), mo.ui.table(said, selection=None)])
    return


@app.cell
def _(altair, ask, mo):
    stance = ask("SELECT iso_week, actor_name, net, stories FROM weekly_stance ORDER BY week_start, actor_name")
    chart = (
        altair.Chart(altair.Data(values=stance))
        .mark_circle()
        .encode(
            x=altair.X("iso_week:O", title="week"),
            y=altair.Y("net:Q", title="net stance", scale=altair.Scale(domain=[-1, 1])),
            size=altair.Size("stories:Q", title="stories"),
            color=altair.Color("actor_name:N", title="party"),
        )
        .properties(width=600, height=220)
    )
    mo.vstack([mo.md("## Net stance by week"), chart])
    return


@app.cell
def _(ask, mo):
    board = ask(
        "SELECT actor_name, condition, state, since, state_before, last_evidence, last_signal_id FROM condition_board "
        "ORDER BY stories DESC, actor_name, condition"
    )
    mo.vstack(
        [
            mo.md("## On what conditions"),
            mo.ui.table(board, selection=None),
            mo.md("From a signal back to its words: `FROM why('…')`, or `parley why …`."),
        ]
    )
    return


if __name__ == "__main__":
    app.run()
