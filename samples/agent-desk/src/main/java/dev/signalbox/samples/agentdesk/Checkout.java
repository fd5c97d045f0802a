package dev.signalbox.samples.agentdesk;

import dev.langchain4j.agent.tool.P;
import dev.langchain4j.agent.tool.Tool;
import dev.signalbox.agent.approval.RequiresApproval;
import dev.signalbox.agent.tool.Effect;
import dev.signalbox.agent.tool.IdempotencyKey;
import dev.signalbox.agent.tool.Reconcile;
import dev.signalbox.agent.tool.ToolEffect;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What costs money. */
@Component
class Checkout {

    private final EffectLog effects;

    Checkout(EffectLog effects) {
        this.effects = effects;
    }

    /** May be repeated: the same key gives the same reservation. */
    @Tool("Reserves; answers with the number of the reservation")
    @ToolEffect(Effect.IDEMPOTENT)
    String reserve(@P("what is reserved") String what, @P("in EUR") int amount, IdempotencyKey key) {
        String number = String.format(Locale.ROOT, "R-%08X", key.value().hashCode());
        effects.add("reserve " + number + " " + amount + " EUR for " + what);
        return number;
    }

    /** Must not happen twice, and not without a person where it is much. */
    @Tool("Pays a reservation")
    @ToolEffect(Effect.ONCE)
    @RequiresApproval(when = "amount > 100", within = "P3D")
    String pay(@P("its number") String reservation, @P("in EUR") int amount, IdempotencyKey key) {
        String paid = "Paid " + amount + " EUR for " + reservation;
        effects.add("pay " + paid + " by " + key);
        return paid;
    }

    /** What became of a payment in whose middle the process ended: here the log knows, elsewhere the bank does. */
    @Reconcile("pay")
    Optional<String> paid(IdempotencyKey key) {
        return effects.find("pay ", " by " + key);
    }
}
