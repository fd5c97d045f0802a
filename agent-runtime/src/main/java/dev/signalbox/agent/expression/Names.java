package dev.signalbox.agent.expression;

import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.NullLiteral;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;
import org.springframework.expression.spel.ast.StringLiteral;

/**
 * What a condition looks at.
 *
 * @param looked the arguments
 * @param maybeMissing the names of what it expects not to be given: it compares it with {@code null}, or has another value
 */
record Names(Set<String> looked, Set<String> maybeMissing) {

    static Names of(SpelNode condition) {
        Names names = new Names(new LinkedHashSet<>(), new LinkedHashSet<>());
        names.read(condition, true);
        return names;
    }

    /** Reads a part; within selections and projections names are those of an item's properties. */
    private void read(SpelNode node, boolean ofArguments) {
        if (node instanceof PropertyOrFieldReference reference && ofArguments) {
            looked.add(reference.getName());
        }
        if (node instanceof OpEQ || node instanceof OpNE) {
            compared(node.getChild(0), node.getChild(1));
            compared(node.getChild(1), node.getChild(0));
        } else if (node instanceof Elvis) {
            expectMissing(node.getChild(0));
        }
        boolean chain = node instanceof CompoundExpression;
        boolean items = node instanceof Selection || node instanceof Projection;
        for (int index = 0; index < node.getChildCount(); index++) {
            boolean property = chain && index > 0 && node.getChild(index) instanceof PropertyOrFieldReference;
            read(node.getChild(index), ofArguments && !items && !property);
        }
    }

    private void compared(SpelNode one, SpelNode other) {
        if (other instanceof NullLiteral) {
            expectMissing(one);
        }
    }

    private void expectMissing(SpelNode node) {
        String name = name(node instanceof CompoundExpression chain ? chain.getChild(chain.getChildCount() - 1) : node);
        if (name != null) {
            maybeMissing.add(name);
        }
    }

    private static @Nullable String name(SpelNode node) {
        if (node instanceof PropertyOrFieldReference reference) {
            return reference.getName();
        }
        boolean indexed = node instanceof Indexer && node.getChild(0) instanceof StringLiteral;
        return indexed && node.getChild(0) instanceof StringLiteral literal
                ? String.valueOf(literal.getLiteralValue().getValue())
                : null;
    }
}
