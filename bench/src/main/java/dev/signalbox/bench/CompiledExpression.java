package dev.signalbox.bench;

import dev.signalbox.router.policy.RequestFacts;
import java.util.function.Predicate;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.Expression;
import org.springframework.expression.spel.SpelCompilerMode;
import org.springframework.expression.spel.SpelParserConfiguration;
import org.springframework.expression.spel.standard.SpelCompiler;
import org.springframework.expression.spel.standard.SpelExpressionParser;
import org.springframework.expression.spel.support.SimpleEvaluationContext;

/** A condition written in SpEL, compiled, in a read-only context. */
record CompiledExpression(Expression expression, EvaluationContext context) implements Predicate<RequestFacts> {

    private static final String TEXT = "tags['tier'] == 'gold' and inputTokens > 100";

    /** The expression, compiled. It cannot be compiled before it was evaluated once: types are only known then. */
    static CompiledExpression of(RequestFacts sample) {
        SpelParserConfiguration immediate =
                new SpelParserConfiguration(SpelCompilerMode.IMMEDIATE, CompiledExpression.class.getClassLoader());
        Expression expression = new SpelExpressionParser(immediate).parseExpression(TEXT);
        EvaluationContext context = SimpleEvaluationContext.forReadOnlyDataBinding()
                .withCompilationSupported() // else it interprets without a word, whatever the parser was told
                .build();
        CompiledExpression compiled = new CompiledExpression(expression, context);
        if (!compiled.test(sample)) {
            throw new IllegalArgumentException("The expression " + TEXT + " must hold for " + sample + ".");
        }
        if (!SpelCompiler.compile(expression)) {
            throw new IllegalStateException("SpEL cannot compile the expression " + TEXT + ".");
        }
        return compiled;
    }

    @Override
    public boolean test(RequestFacts facts) {
        return Boolean.TRUE.equals(expression.getValue(context, facts));
    }
}
