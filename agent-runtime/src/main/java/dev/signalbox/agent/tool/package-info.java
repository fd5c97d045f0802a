/** The tools of an application, and how runs use them: checked, approved, once where that matters, and recorded. */
@NullMarked
package dev.signalbox.agent.tool;

import org.jspecify.annotations.NullMarked;
