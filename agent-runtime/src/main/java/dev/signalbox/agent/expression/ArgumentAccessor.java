package dev.signalbox.agent.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.MapAccessor;

/** Reads {@code order.amount} like {@code order['amount']}. */
final class ArgumentAccessor extends MapAccessor {

    ArgumentAccessor() {
        super(false);
    }

    @Override
    public boolean canRead(EvaluationContext context, @Nullable Object target, String name) {
        return target instanceof Map;
    }

    @Override
    public TypedValue read(EvaluationContext context, @Nullable Object target, String name) {
        return new TypedValue(target instanceof Map<?, ?> map ? map.get(name) : null);
    }
}
