package dev.signalbox.test.agent.kill;

import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.json.Json;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import java.util.Optional;
import lombok.RequiredArgsConstructor;
import org.springframework.jdbc.core.JdbcTemplate;

/** One tool of each kind of effect. */
@RequiredArgsConstructor
public class WorkTools {

    private static final int KEY_DIGITS = 32;
    static final String RUN = "tool";

    private final Effects effects;
    private final JdbcTemplate jdbc;

    /** What {@link IdempotencyKey}s are for a step. */
    static String key(String run, String step) {
        return run + "-" + Json.hash(step).substring(0, KEY_DIGITS);
    }

    @Tool
    @ToolEffect(Effect.IDEMPOTENT)
    public String touch(String item, IdempotencyKey key) {
        effects.write(Effects.EFFECT, RUN, key.value());
        return "touched " + item;
    }

    @Tool
    @ToolEffect(Effect.ONCE)
    public String pay(String item, IdempotencyKey key) {
        effects.write(Effects.ONCE, RUN, key.value());
        return "paid " + item;
    }

    @Reconcile("pay")
    public Optional<String> paid(IdempotencyKey key) {
        return effects.lines().stream().anyMatch(line -> line[0].equals(Effects.ONCE) && line[2].equals(key.value()))
                ? Optional.of("paid before")
                : Optional.empty();
    }

    @Tool
    @ToolEffect(Effect.TRANSACTIONAL)
    public String book(String item, IdempotencyKey key) {
        jdbc.update("insert into booking(step, item) values (?, ?)", key.value(), item);
        return "booked " + item;
    }
}
