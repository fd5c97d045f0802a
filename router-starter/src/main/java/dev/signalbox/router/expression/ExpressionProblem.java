package dev.signalbox.router.expression;

import lombok.Getter;

/** An expression cannot be used. The message says why, and where in the expression. */
@Getter
public final class ExpressionProblem extends IllegalArgumentException {

    /** How many characters of the expression stand before what is wrong. */
    private final int position;

    ExpressionProblem(int position, String message) {
        super("At character " + (position + 1) + ": " + message);
        this.position = position;
    }
}
