/** Which deployments a request may use: facts, rules, guards, policies, and the decision with its reasons. */
@NullMarked
package dev.signalbox.router.policy;

import org.jspecify.annotations.NullMarked;
