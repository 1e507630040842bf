package swafoto.android

import android.Manifest
import android.app.Application
import android.os.Looper
import android.view.ContextThemeWrapper
import android.view.View
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import swafoto.CoveringText
import swafoto.android.camera.CameraProblem
import swafoto.android.guidance.Words
import swafoto.android.session.SelfieScreen
import swafoto.android.view.SelfieView

/** The question whether the head is covered: on the screen, answered, and gone. */
@RunWith(AndroidRunner::class)
class QuestionTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val context = ContextThemeWrapper(application, R.style.swafoto_screen)
    private val words = Words.of(context)

    private val host = object : SelfieView.Host {
        override fun askForCamera() = Unit

        override fun openSettings() = Unit

        override fun finished(result: SelfieResult) = Unit
    }

    private val texts = mapOf(
        R.id.swafoto_question to CoveringText.QUESTION,
        R.id.swafoto_question_yes to CoveringText.YES,
        R.id.swafoto_question_no to CoveringText.NO,
        R.id.swafoto_question_note to CoveringText.NOTE,
    )

    @Before
    fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    private fun settle() = shadowOf(Looper.getMainLooper()).idle()

    private fun session(name: String = "hat-off") = FilmSession(context, name, change = SelfieRequest::askingAtOnce)

    private fun FilmSession.playToQuestion() {
        if (!camera.running) controller.attach(camera)
        assertTrue("never asked", camera.playUntil { screen.asks })
        settle()
    }

    private fun FilmSession.playOn(frames: Int) {
        val end = shown.size + frames
        assertTrue(camera.playUntil { shown.size >= end })
        settle()
    }

    private fun SelfieView.part(id: Int) = findViewById<TextView>(id)!!

    private val SelfieView.asks: Boolean get() {
        val card = part(R.id.swafoto_question).parent.parent as View
        return card.visibility == View.VISIBLE
    }

    @Test
    fun itIsShownAnsweredAndGone() {
        for ((button, covered) in listOf(R.id.swafoto_question_yes to true, R.id.swafoto_question_no to false)) {
            session().use { session ->
                val view = SelfieView(context, session.controller, session.camera, host)
                view.start()
                settle()
                assertFalse(view.asks)
                session.playToQuestion()
                assertTrue(view.asks)
                for ((id, text) in texts) assertEquals(words.of(text), view.part(id).text.toString())
                session.playOn(3)
                assertTrue("the guidance goes on and so does the question", view.asks && session.screen.asks)
                view.part(button).performClick()
                settle()
                assertFalse("covered: $covered", session.screen.asks)
                assertFalse(view.asks)
                session.play()
                settle()
                assertTrue("asked once", session.shown.dropWhile { !it.asks }.dropWhile { it.asks }.none { it.asks })
                view.close()
            }
        }
    }

    @Test
    fun whatTheAnswerIsCounts() {
        val receipts = listOf(true, false, null).associateWith { covered ->
            FilmSession(context, "perfect").use { session ->
                session.controller.attach(session.camera)
                // Unasked, as from a menu of the app's own.
                covered?.let(session.controller::declareCovering)
                session.play()
                (session.result as? SelfieResult.Accepted)?.photo?.receipt ?: "${session.result}"
            }
        }
        assertTrue("$receipts", "\"declared_covering\":\"person\"" in receipts.getValue(true))
        for (other in listOf(false, null)) assertTrue("$receipts", "\"declared_covering\":null" in receipts.getValue(other))
    }

    @Test
    fun screenReadersHearItOnce() = session().use { session ->
        val view = SelfieView(context, session.controller, session.camera, host)
        view.start()
        session.playToQuestion()
        val question = view.part(R.id.swafoto_question)
        assertNotEquals(View.ACCESSIBILITY_LIVE_REGION_NONE, question.accessibilityLiveRegion)
        var changes = 0
        question.addTextChangedListener(object : android.text.TextWatcher {
            override fun beforeTextChanged(text: CharSequence?, start: Int, count: Int, after: Int) = Unit

            override fun onTextChanged(text: CharSequence?, start: Int, before: Int, count: Int) {
                changes += 1
            }

            override fun afterTextChanged(text: android.text.Editable?) = Unit
        })
        session.playOn(3)
        assertTrue(session.screen.asks)
        assertEquals(0, changes)
        view.close()
    }

    @Test
    fun whatIsInTheWayTakesItsPlaceForAWhile() = session().use { session ->
        val view = SelfieView(context, session.controller, session.camera, host)
        view.start()
        session.playToQuestion()
        session.camera.tell { problem(CameraProblem.IN_USE) }
        settle()
        assertFalse(view.asks)
        session.camera.tell { opened(null) }
        session.playToQuestion()
        assertTrue("it was not answered", view.asks)
        view.close()
    }

    @Test
    fun aScreenOfTheAppsOwnSeesItAndAnswers() = session().use { session ->
        session.playToQuestion()
        assertTrue((session.controller.screen.value as SelfieScreen.Live).guidance.update.askCovering)
        session.controller.declareCovering(false)
        assertFalse((session.controller.screen.value as SelfieScreen.Live).guidance.update.askCovering)
    }

    @Test
    fun anAnswerBeforeOrAfterTheSessionChangesNothing() = session().use { session ->
        session.controller.declareCovering(true)
        assertEquals(SelfieScreen.Preparing, session.screen)
        session.playToQuestion()
        session.controller.cancel()
        session.controller.declareCovering(true)
        assertEquals(SelfieScreen.Finished(SelfieResult.Cancelled), session.screen)
    }
}
