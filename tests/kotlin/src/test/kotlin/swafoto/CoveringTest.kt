package swafoto

import com.google.gson.JsonParser
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Whether the head is covered: who says so, and that the session asks. */
class CoveringTest {
    private val case = Case.named("hat-off")

    /** A policy that asks as soon as there is any doubt. */
    private fun askingAtOnce() =
        Policy.fromToml("${case.policyText()}\n[session]\nask-covering-after-s = 0.1\n")

    @Test
    fun theQuestionIsToldOnceAndTheAnswerClosesIt() {
        for (answer in listOf(true, false)) {
            val heard = mutableListOf<Boolean>()
            val listener = object : SessionListener {
                override fun changed(update: Update) {
                    heard += update.askCovering
                }
            }
            val (still, format) = still(case.name)
            askingAtOnce().use { SelfieSession(Shared.engine, it, SessionRequest(), listener) }.use { session ->
                Film(films.resolve(case.name).resolve("preview.y4m")).use { film ->
                    var openFor = 0
                    play(session, film, case.facts(), still, format) { update, _ ->
                        if (update.askCovering && ++openFor == 5) assertFalse(session.declareCovering(answer).askCovering)
                    }
                    assertEquals(5, openFor, "guidance goes on, and after the answer nothing is asked")
                }
            }
            val changes = heard.filterIndexed { index, asks -> index == 0 || asks != heard[index - 1] }
            assertEquals(listOf(false, true, false), changes)
        }
    }

    @Test
    fun theReceiptSaysWhoDeclaredIt() {
        assertEquals("null", declarant(SessionRequest(), null))
        assertEquals("null", declarant(SessionRequest(), false))
        assertEquals("\"person\"", declarant(SessionRequest(), true))
        assertEquals("\"app\"", declarant(SessionRequest(declaredCovering = true), null))
    }

    /** What stands in the receipt of a photo before which the person gave `answer`, unasked. */
    private fun declarant(request: SessionRequest, answer: Boolean?): String {
        val case = Case.named("perfect")
        val (still, format) = still(case.name)
        return case.openPolicy().use { SelfieSession(Shared.engine, it, request, null) }.use { session ->
            answer?.let(session::declareCovering)
            Film(films.resolve(case.name).resolve("preview.y4m")).use { film ->
                play(session, film, case.facts(), still, format) { _, _ -> }
            }
            val receipt = session.takeCapture()!!.use { JsonParser.parseString(it.receipt()).asJsonObject }
            receipt["declared_covering"].toString()
        }
    }

    @Test
    fun theWordsAreInEveryLanguage() {
        val texts = CoveringText.entries.flatMap { text -> Language.entries.map { coveringText(text, it) } }
        assertEquals(texts.size, texts.toSet().size)
        assertTrue(texts.none { it.isBlank() })
    }
}
