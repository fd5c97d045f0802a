package dev.signalbox.agent.expression;

import dev.signalbox.agent.approval.ConditionCompiler;
import dev.signalbox.agent.approval.ToolCondition;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelParseException;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/**
 * Understands conditions written in SpEL, for example {@code amount > 100 and currency != 'EUR'}. They can do nothing but look
 * at the arguments. An argument that is not given makes a condition fail, unless it is compared with {@code null} somewhere or
 * has a value in its place: {@code discount != null and discount > 50}, {@code (discount ?: 0) > 50}.
 */
public final class SpelConditions implements ConditionCompiler {

    @Override
    public ToolCondition compile(String condition, Set<String> names) {
        SpelExpression expression = parse(condition);
        Names used = Names.of(expression.getAST());
        Set<String> unknown = new TreeSet<>(used.looked());
        unknown.removeAll(names);
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("The condition \"" + condition + "\" looks at "
                    + String.join(", ", unknown) + ", which the tool does not take. Its arguments: "
                    + String.join(", ", new TreeSet<>(names)) + ".");
        }
        return new SpelCondition(expression, used.maybeMissing());
    }

    private static SpelExpression parse(String condition) {
        try {
            return new SpelExpressionParser().parseRaw(condition);
        } catch (ParseException e) {
            String message = e instanceof SpelParseException spel ? spel.getSimpleMessage() : e.toString();
            throw problem(condition, message + " (at position " + Math.max(0, e.getPosition()) + ")", e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw problem(condition, String.valueOf(e.getMessage()), e);
        }
    }

    private static IllegalArgumentException problem(String condition, String why, Exception cause) {
        return new IllegalArgumentException(
                "\"" + condition + "\" is no condition: " + why + ". Write, for example, amount > 100.", cause);
    }
}
