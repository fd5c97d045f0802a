package dev.signalbox.agent.store.jdbc;

import static dev.signalbox.agent.store.jdbc.Values.number;
import static dev.signalbox.agent.store.jdbc.Values.text;
import static dev.signalbox.agent.store.jdbc.Values.time;
import static dev.signalbox.agent.store.jdbc.Values.timeOrNull;

import dev.signalbox.agent.journal.RunId;
import dev.signalbox.agent.journal.StepKind;
import dev.signalbox.agent.journal.StepRecord;
import dev.signalbox.agent.journal.StepState;
import dev.signalbox.agent.journal.StepUse;
import java.sql.ResultSet;
import java.sql.SQLException;

/** One step as a row, in both directions. */
final class StepRow {

    static final String COLUMNS =
            "run_id, step_key, seq, scope, kind, name, state, shape, request, result, error, role, policy,"
                    + " deployment, decision, input_tokens, output_tokens, cost_pico, started_at, ended_at, epoch";
    /** Numbers among what is selected say that they are, for PostgreSQL would take those it does not know for text. */
    static final String VALUES = "?, ?, cast(? as bigint), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, cast(? as bigint),"
            + " cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as bigint)";

    static final String SELECT = "select " + COLUMNS + " from agent_step";

    private StepRow() {}

    static Object[] parameters(StepRecord step) {
        return new Object[] {
            text(step.run().value()),
            text(step.key()),
            number(step.seq()),
            text(step.scope()),
            text(step.kind().name()),
            text(step.name()),
            text(step.state().name()),
            text(step.shape()),
            text(step.request()),
            text(step.result()),
            text(step.error()),
            text(step.role()),
            text(step.policy()),
            text(step.deployment()),
            text(step.decision()),
            number(step.use().inputTokens()),
            number(step.use().outputTokens()),
            number(step.use().pico()),
            time(step.startedAt()),
            time(step.endedAt()),
            number(step.epoch())
        };
    }

    /** What the end of a step changes. */
    static Object[] ending(StepRecord step) {
        return new Object[] {
            number(step.seq()),
            text(step.state().name()),
            text(step.shape()),
            text(step.request()),
            text(step.result()),
            text(step.error()),
            text(step.role()),
            text(step.policy()),
            text(step.deployment()),
            text(step.decision()),
            number(step.use().inputTokens()),
            number(step.use().outputTokens()),
            number(step.use().pico()),
            time(step.startedAt()),
            time(step.endedAt()),
            number(step.epoch())
        };
    }

    static StepRecord read(ResultSet row, int number) throws SQLException {
        return StepRecord.builder()
                .run(new RunId(row.getString("run_id")))
                .key(row.getString("step_key"))
                .seq(row.getLong("seq"))
                .scope(row.getString("scope"))
                .kind(StepKind.valueOf(row.getString("kind")))
                .name(row.getString("name"))
                .state(StepState.valueOf(row.getString("state")))
                .shape(row.getString("shape"))
                .request(row.getString("request"))
                .result(row.getString("result"))
                .error(row.getString("error"))
                .role(row.getString("role"))
                .policy(row.getString("policy"))
                .deployment(row.getString("deployment"))
                .decision(row.getString("decision"))
                .use(use(row))
                .startedAt(time(row, "started_at"))
                .endedAt(timeOrNull(row, "ended_at"))
                .epoch(row.getLong("epoch"))
                .build();
    }

    static StepUse use(ResultSet row) throws SQLException {
        return new StepUse(row.getLong("input_tokens"), row.getLong("output_tokens"), row.getLong("cost_pico"));
    }
}
