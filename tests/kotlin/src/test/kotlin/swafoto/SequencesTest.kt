package swafoto

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.params.ParameterizedTest
import org.junit.jupiter.params.provider.MethodSource

/** Every film of `tests/cases` ends as its case says, seen from Kotlin. */
class SequencesTest {
    @ParameterizedTest(name = "{0}")
    @MethodSource("swafoto.Shared#cases")
    fun endsAsItShould(case: Case) {
        val run = Replay.of(case)
        run.session.use {
            assertEquals(case.expect.end, run.ending)
            assertEquals(case.expect.states, run.states)
            assertEquals(case.expect.reasons.orEmpty(), run.reasons)
            assertTrue(run.hints.containsInOrder(case.expect.hints.orEmpty()), "hints: ${run.hints}")
            assertTrue(run.hints.none { it in case.expect.never.orEmpty() }, "hints: ${run.hints}")
            assertTrue(case.expect.allowsQuestion(run.asked), "asked at ${run.asked} ns")
            case.expect.verdict?.let { assertEquals(it.accepted, run.stillVerdict?.accepted) }
            assertEquals(case.expect.end == "accepted", run.session.takeCapture()?.use { it.compliant() } ?: false)
        }
    }

    private fun List<String>.containsInOrder(wanted: List<String>): Boolean {
        val left = wanted.toMutableList()
        forEach { if (left.firstOrNull() == it) left.removeFirst() }
        return left.isEmpty()
    }
}
