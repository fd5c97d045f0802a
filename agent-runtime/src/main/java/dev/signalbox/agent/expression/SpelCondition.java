package dev.signalbox.agent.expression;

import dev.signalbox.agent.approval.ToolCondition;
import java.util.Map;
import java.util.Set;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * A condition written in SpEL.
 *
 * @param expression the condition
 * @param maybeMissing the names of what is {@code null} where it is not given
 */
record SpelCondition(SpelExpression expression, Set<String> maybeMissing) implements ToolCondition {

    private static final EvaluationContext CONTEXT = SimpleEvaluationContext.forPropertyAccessors(
                    new ArgumentAccessor())
            .withAssignmentDisabled()
            .withInstanceMethods()
            .build();

    @Override
    public boolean holds(Map<String, Object> arguments) {
        if (expression.getValue(CONTEXT, GivenArguments.of(arguments, maybeMissing)) instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalStateException("The condition is neither true nor false.");
    }
}
