package dev.signalbox.router.expression;

import dev.signalbox.router.model.Capability;
import dev.signalbox.router.policy.RequestFacts;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.ExpressionState;
import org.springframework.expression.spel.SpelEvaluationException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.NullLiteral;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.Ternary;

/**
 * Evaluates an expression before the first call does: with facts that say nothing, and with facts that say everything.
 * With the latter each part by itself, also where the whole would leave it out: only what was evaluated can be compiled.
 */
record Trial(SpelNode expression, EvaluationContext context) {

    private static final ExpressionFacts NOTHING =
            new ExpressionFacts(RequestFacts.builder().build());

    /**
     * Evaluates.
     *
     * @throws ExpressionProblem if it fails, or is neither true nor false
     */
    void run(Set<String> tags) {
        evaluateParts(expression, everything(tags));
        requireTruth(expression, everything(tags), "");
        requireTruth(expression, NOTHING, " where a call says nothing of it; write, for example, tenant != null and …");
    }

    private static ExpressionFacts everything(Set<String> tags) {
        Map<String, String> values = new LinkedHashMap<>();
        tags.forEach(tag -> values.put(tag, "sample"));
        return new ExpressionFacts(RequestFacts.builder()
                .policy("sample")
                .model("sample")
                .service("sample")
                .method("sample")
                .agent("sample")
                .role("sample")
                .tenant("sample")
                .user("sample")
                .key("sample")
                .session("sample")
                .run("sample")
                .step("sample")
                .tags(values)
                .inputTokens(1000)
                .maxOutputTokens(1000)
                .needs(EnumSet.allOf(Capability.class))
                .build());
    }

    private void evaluateParts(SpelNode node, ExpressionFacts facts) {
        for (int index = 0; index < node.getChildCount(); index++) {
            SpelNode child = node.getChild(index);
            evaluateParts(child, facts);
            boolean truth = node instanceof OpAnd
                    || node instanceof OpOr
                    || node instanceof OperatorNot
                    || node instanceof Ternary && index == 0;
            if (truth) {
                requireTruth(child, facts, "");
            }
        }
        if (node instanceof OpEQ || node instanceof OpNE) {
            requireSameKind(node, facts);
        } else if (node instanceof Ternary) {
            evaluate(node.getChild(1), facts, "");
            evaluate(node.getChild(2), facts, "");
        }
    }

    private void requireTruth(SpelNode node, ExpressionFacts facts, String where) {
        Object value = evaluate(node, facts, where);
        if (!(value instanceof Boolean)) {
            throw new ExpressionProblem(
                    node.getStartPosition(),
                    "'" + node.toStringAST() + "' is " + kind(value) + where + ". It must be true or false.");
        }
    }

    /** Different kinds are never equal, which SpEL does not mind. */
    private void requireSameKind(SpelNode node, ExpressionFacts facts) {
        SpelNode left = node.getChild(0);
        SpelNode right = node.getChild(1);
        if (!(left instanceof NullLiteral) && !(right instanceof NullLiteral)) {
            String ofLeft = kind(evaluate(left, facts, ""));
            String ofRight = kind(evaluate(right, facts, ""));
            if (!ofLeft.equals(ofRight)) {
                throw new ExpressionProblem(
                        left.getStartPosition(),
                        "'" + left.toStringAST() + "' is " + ofLeft + " and '" + right.toStringAST() + "' is " + ofRight
                                + ". They are never equal.");
            }
        }
    }

    private @Nullable Object evaluate(SpelNode node, ExpressionFacts facts, String where) {
        try {
            return node.getValue(new ExpressionState(context, new TypedValue(facts)));
        } catch (EvaluationException e) {
            String message = e instanceof SpelEvaluationException spel ? spel.getSimpleMessage() : e.toString();
            int position = Math.max(0, e.getPosition());
            throw new ExpressionProblem(position, "'" + node.toStringAST() + "' fails" + where + ". " + message);
        }
    }

    private static String kind(@Nullable Object value) {
        if (value == null) {
            return "nothing";
        } else if (value instanceof Boolean) {
            return "true or false";
        }
        return value instanceof Number ? "a number" : value instanceof CharSequence ? "text" : "a thing of many parts";
    }
}
