/** Whether an answer meets the JSON schema of its request, checked by a schema library. */
@NullMarked
package dev.signalbox.router.output;

import org.jspecify.annotations.NullMarked;
