package swafoto.android

import android.Manifest
import android.app.Application
import android.view.ContextThemeWrapper
import android.view.View
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import swafoto.CameraProblem
import swafoto.Event
import swafoto.android.view.SelfieView

/** The question whether the head is covered: on the screen, answered, and gone. */
@RunWith(AndroidRunner::class)
class QuestionTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val context = ContextThemeWrapper(application, R.style.swafoto_screen)

    @Before
    fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    private fun session(name: String = "hat-off") = FilmSession(context, name, change = SelfieRequest::askingAtOnce)

    private fun FilmSession.playToQuestion() {
        if (!camera.running) show()
        assertTrue("never asked", camera.playUntil { asks })
    }

    private fun FilmSession.playOn(frames: Int) {
        val end = turns.size + frames
        assertTrue(camera.playUntil { turns.size >= end })
    }

    private fun SelfieView.part(id: Int) = findViewById<TextView>(id)!!

    private val SelfieView.asks: Boolean get() = part(R.id.swafoto_question).visibility == View.VISIBLE

    @Test
    fun itIsShownAnsweredAndGone() {
        for ((button, covered) in listOf(R.id.swafoto_question_yes to true, R.id.swafoto_question_no to false)) {
            session().use { session ->
                val view = SelfieView(context, session.controller, session.camera, session)
                view.start()
                assertFalse(view.asks)
                session.playToQuestion()
                assertTrue(view.asks)
                val question = session.screen!!.question!!
                val texts = listOf(R.id.swafoto_question, R.id.swafoto_question_yes, R.id.swafoto_question_no, R.id.swafoto_question_note)
                assertEquals(
                    listOf(question.text, question.yes, question.no, question.note),
                    texts.map { view.part(it).text.toString() },
                )
                session.playOn(3)
                assertTrue("the guidance goes on and so does the question", view.asks && session.asks)
                view.part(button).performClick()
                assertFalse("covered: $covered", session.asks)
                assertFalse(view.asks)
                session.play()
                val asked = session.screens.map { it.question != null }
                assertTrue("asked once", asked.dropWhile { !it }.dropWhile { it }.none { it })
                view.close()
            }
        }
    }

    @Test
    fun whatTheAnswerIsCounts() {
        val receipts = listOf(true, false, null).associateWith { covered ->
            FilmSession(context, "perfect").use { session ->
                session.show()
                // Unasked, as from a menu of the app's own.
                covered?.let { session.controller.tell(Event.Answered(it)) }
                session.play()
                (session.result as? SelfieResult.Accepted)?.photo?.receipt ?: "${session.result}"
            }
        }
        assertTrue("$receipts", "\"declared_covering\":\"person\"" in receipts.getValue(true))
        for (other in listOf(false, null)) assertTrue("$receipts", "\"declared_covering\":null" in receipts.getValue(other))
    }

    @Test
    fun itIsSaidOnce() = session().use { session ->
        session.playToQuestion()
        val question = session.screen!!.question!!.text
        session.playOn(30)
        assertEquals(1, session.said.count { question in it.text })
    }

    @Test
    fun whatIsInTheWayTakesItsPlaceForAWhile() = session().use { session ->
        session.playToQuestion()
        session.camera.tell { problem(CameraProblem.IN_USE) }
        assertFalse(session.asks)
        session.camera.tell { opened(null) }
        session.playToQuestion()
        assertTrue("it was not answered", session.asks)
    }

    @Test
    fun anAnswerBeforeOrAfterTheSessionChangesNothing() = session().use { session ->
        session.controller.tell(Event.Answered(true))
        session.playToQuestion()
        session.controller.leave()
        session.controller.tell(Event.Answered(true))
        assertEquals(SelfieResult.Cancelled, session.result)
    }
}
