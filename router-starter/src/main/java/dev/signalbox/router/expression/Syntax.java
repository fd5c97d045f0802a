package dev.signalbox.router.expression;

import dev.signalbox.router.model.Names;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.Elvis;
import org.springframework.expression.spel.ast.Indexer;
import org.springframework.expression.spel.ast.InlineList;
import org.springframework.expression.spel.ast.Literal;
import org.springframework.expression.spel.ast.MethodReference;
import org.springframework.expression.spel.ast.OpAnd;
import org.springframework.expression.spel.ast.OpDivide;
import org.springframework.expression.spel.ast.OpEQ;
import org.springframework.expression.spel.ast.OpGE;
import org.springframework.expression.spel.ast.OpGT;
import org.springframework.expression.spel.ast.OpLE;
import org.springframework.expression.spel.ast.OpLT;
import org.springframework.expression.spel.ast.OpMinus;
import org.springframework.expression.spel.ast.OpModulus;
import org.springframework.expression.spel.ast.OpMultiply;
import org.springframework.expression.spel.ast.OpNE;
import org.springframework.expression.spel.ast.OpOr;
import org.springframework.expression.spel.ast.OpPlus;
import org.springframework.expression.spel.ast.OperatorBetween;
import org.springframework.expression.spel.ast.OperatorMatches;
import org.springframework.expression.spel.ast.OperatorNot;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.StringLiteral;
import org.springframework.expression.spel.ast.Ternary;

/** What of SpEL an expression may use, so that it can do nothing but look at facts. Collects the tags it looks at. */
final class Syntax {

    private static final Set<Class<?>> OPERATORS = Set.of(
            OpAnd.class,
            OpOr.class,
            OperatorNot.class,
            OpEQ.class,
            OpNE.class,
            OpLT.class,
            OpLE.class,
            OpGT.class,
            OpGE.class,
            OpPlus.class,
            OpMinus.class,
            OpMultiply.class,
            OpDivide.class,
            OpModulus.class,
            OperatorBetween.class,
            OperatorMatches.class,
            Ternary.class,
            Elvis.class,
            InlineList.class);
    private static final List<String> METHODS =
            List.of("startsWith", "endsWith", "contains", "equalsIgnoreCase", "isEmpty");

    private final List<String> facts = new ArrayList<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private int looks;

    /**
     * Starts.
     *
     * @param missing facts that may not be looked at
     */
    Syntax(Set<String> missing) {
        facts.addAll(ExpressionFacts.TEXTS);
        facts.addAll(ExpressionFacts.NUMBERS);
        facts.add(ExpressionFacts.TAGS);
        facts.add(ExpressionFacts.NEEDS);
        facts.removeAll(missing);
    }

    /** The tags that the expression looks at. */
    Set<String> tags() {
        return tags;
    }

    /**
     * Checks an expression.
     *
     * @throws ExpressionProblem if it uses something else, or looks at nothing
     */
    void check(SpelNode expression) {
        checkPart(expression);
        if (looks == 0) {
            throw new ExpressionProblem(0, "It looks at no fact, so it is always the same." + known());
        }
    }

    private void checkPart(SpelNode node) {
        if (node instanceof CompoundExpression chain) {
            checkChain(children(chain));
        } else if (node instanceof PropertyOrFieldReference fact) {
            fact(fact);
        } else if (OPERATORS.contains(node.getClass())) {
            children(node).forEach(this::checkPart);
        } else if (!(node instanceof Literal)) {
            throw refused(node);
        }
    }

    private static List<SpelNode> children(SpelNode node) {
        List<SpelNode> children = new ArrayList<>();
        for (int index = 0; index < node.getChildCount(); index++) {
            children.add(node.getChild(index));
        }
        return children;
    }

    private String fact(PropertyOrFieldReference fact) {
        looks++;
        if (!facts.contains(fact.getName())) {
            throw unknown(fact, fact.getName(), "facts", facts);
        }
        return fact.getName();
    }

    /** A fact, or a list, and what follows it after dots or in brackets. */
    private void checkChain(List<SpelNode> chain) {
        SpelNode first = chain.get(0);
        String fact = first instanceof PropertyOrFieldReference reference ? fact(reference) : null;
        if (fact == null) {
            checkPart(first);
        }
        int used = 1;
        if (ExpressionFacts.NEEDS.equals(fact)) {
            capability(chain.get(used++));
        } else if (ExpressionFacts.TAGS.equals(fact)) {
            tags.add(tag(chain.get(used++)));
        }
        boolean text = fact == null || used > 1 || ExpressionFacts.TEXTS.contains(fact);
        for (SpelNode rest : chain.subList(used, chain.size())) {
            method(rest, text && !ExpressionFacts.NEEDS.equals(fact));
        }
    }

    private void capability(SpelNode node) {
        String name = node instanceof PropertyOrFieldReference reference ? reference.getName() : node.toStringAST();
        if (!ExpressionFacts.Needs.NAMES.contains(name)) {
            throw unknown(node, name, "capabilities", ExpressionFacts.Needs.NAMES);
        }
    }

    private static String tag(SpelNode node) {
        if (node instanceof PropertyOrFieldReference reference) {
            return reference.getName();
        }
        SpelNode index = node instanceof Indexer ? node.getChild(0) : null;
        if (index instanceof StringLiteral name) {
            return String.valueOf(name.getLiteralValue().getValue());
        }
        throw new ExpressionProblem(
                node.getStartPosition(), "'" + node.toStringAST() + "' is not a tag. Write tags.tier or tags['tier'].");
    }

    private void method(SpelNode node, boolean allowed) {
        if (!allowed || !(node instanceof MethodReference)) {
            throw refused(node);
        }
        String name = ((MethodReference) node).getName();
        if (!METHODS.contains(name)) {
            throw unknown(node, name, "methods", METHODS);
        }
        children(node).forEach(this::checkPart);
    }

    private static ExpressionProblem unknown(SpelNode node, String name, String what, List<String> known) {
        return new ExpressionProblem(
                node.getStartPosition(),
                "'" + name + "' is none of the " + what + "." + Names.known(what, name, known));
    }

    private ExpressionProblem refused(SpelNode node) {
        return new ExpressionProblem(
                node.getStartPosition(),
                "'" + node.toStringAST() + "' is not allowed. Expressions compare facts and nothing else." + known());
    }

    private String known() {
        return " Known facts: " + String.join(", ", facts) + ".";
    }
}
