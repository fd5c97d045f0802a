package dev.signalbox.router.expression;

import dev.signalbox.router.policy.RequestFacts;
import java.util.Set;
import java.util.function.Predicate;
import lombok.extern.slf4j.Slf4j;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.SpelParseException;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.DataBindingPropertyAccessor;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/**
 * A condition written in SpEL, for example {@code tags['tier'] == 'gold' and needs.tools}. It can do nothing but look at the
 * facts. Throws where it cannot be evaluated.
 */
@Slf4j
public final class FactsExpression implements Predicate<RequestFacts> {

    private static final EvaluationContext CONTEXT = context();

    private final SpelExpression expression;
    private final boolean compiled;

    private FactsExpression(String text, Set<String> missing) {
        this.expression = parse(text);
        SpelNode root = expression.getAST();
        Syntax syntax = new Syntax(missing);
        syntax.check(root);
        new Trial(root, CONTEXT).run(syntax.tags());
        this.compiled = expression.compileExpression();
        if (!compiled) {
            log.info("The expression \"{}\" cannot be compiled, so each call interprets it", text);
        }
    }

    /**
     * The condition of a rule, which knows neither policy nor model, because nobody has named one.
     *
     * @throws ExpressionProblem if it cannot be parsed, names something unknown or is not true or false
     */
    public static FactsExpression ofRule(String text) {
        return new FactsExpression(text, Set.of("policy", "model"));
    }

    /**
     * The condition of a guard.
     *
     * @throws ExpressionProblem if it cannot be parsed, names something unknown or is not true or false
     */
    public static FactsExpression ofGuard(String text) {
        return new FactsExpression(text, Set.of());
    }

    private static SpelExpression parse(String text) {
        SpelParserConfiguration immediate =
                new SpelParserConfiguration(SpelCompilerMode.IMMEDIATE, FactsExpression.class.getClassLoader());
        try {
            return new SpelExpressionParser(immediate).parseRaw(text);
        } catch (ParseException e) {
            String message = e instanceof SpelParseException spel ? spel.getSimpleMessage() : e.toString();
            throw new ExpressionProblem(Math.max(0, e.getPosition()), message);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new ExpressionProblem(0, String.valueOf(e.getMessage()));
        }
    }

    private static EvaluationContext context() {
        SimpleEvaluationContext.Builder builder = SimpleEvaluationContext.forPropertyAccessors(
                        new TagAccessor(), DataBindingPropertyAccessor.forReadOnlyAccess())
                .withAssignmentDisabled()
                .withInstanceMethods();
        try {
            return builder.withCompilationSupported().build();
        } catch (NoSuchMethodError before709) { // older ones compile without being asked
            return builder.build();
        }
    }

    /** Whether calls run compiled code. */
    public boolean compiled() {
        return compiled;
    }

    @Override
    public boolean test(RequestFacts facts) {
        if (expression.getValue(CONTEXT, new ExpressionFacts(facts)) instanceof Boolean holds) {
            return holds;
        }
        throw new IllegalStateException("The expression is neither true nor false.");
    }

    @Override
    public String toString() {
        return "expression: " + expression.getExpressionString();
    }
}
