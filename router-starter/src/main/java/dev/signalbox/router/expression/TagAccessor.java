package dev.signalbox.router.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.MapAccessor;

/** Reads {@code tags.tier} like {@code tags['tier']}: a tag that is missing is {@code null}. */
final class TagAccessor extends MapAccessor {

    TagAccessor() {
        super(false);
    }

    @Override
    public boolean canRead(EvaluationContext context, @Nullable Object target, String name) {
        return target instanceof Map;
    }

    @Override
    public TypedValue read(EvaluationContext context, @Nullable Object target, String name) {
        return new TypedValue(target instanceof Map<?, ?> tags ? tags.get(name) : null);
    }
}
