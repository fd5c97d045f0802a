package dev.signalbox.agent.approval;

import dev.signalbox.agent.journal.ApprovalRecord.Verdict;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Has a person asked before a tool is used. The run rests until then, for days if need be. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface RequiresApproval {

    /** A condition over the tool's arguments, for example {@code amount > 100}; empty for always. */
    String when() default "";

    /** Who may decide; empty for anybody. */
    String by() default "";

    /** After what time it decides itself, for example {@code P3D}; empty for never. */
    String within() default "";

    /** What it then decides: {@link Verdict#DENY} or {@link Verdict#APPROVE}. */
    Verdict onExpiry() default Verdict.DENY;
}
