package swafoto.android

import android.app.Activity
import android.content.Intent
import android.os.Bundle
import android.view.View
import android.widget.CompoundButton
import android.widget.EditText
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import swafoto.RuleId
import swafoto.android.activity.TakeSelfie
import swafoto.sample.R
import swafoto.sample.RegistrationActivity

/** The sample: a form, a selfie, and a retake that asks for nothing else. */
@RunWith(AndroidRunner::class)
class SampleTest {
    private fun Activity.type(id: Int, text: String) = findViewById<EditText>(id)!!.setText(text)

    private fun Activity.typed(id: Int) = findViewById<EditText>(id)!!.text.toString()

    private fun Activity.take(): Intent {
        findViewById<View>(R.id.sample_take)!!.performClick()
        return shadowOf(this).nextStartedActivityForResult.intent
    }

    @Test
    fun aRefusedPhotoIsTakenAgainAndTheFormStays() {
        val controller = Robolectric.buildActivity(RegistrationActivity::class.java).setup()
        val activity = controller.get()
        activity.type(R.id.sample_name, "Siti")
        activity.type(R.id.sample_number, "3171")
        val first = activity.take()
        assertEquals("swafoto.camerax.CameraXSelfieActivity", first.component!!.className)
        assertEquals("3171", TakeSelfie.requestIn(first).reference)
        assertTrue(TakeSelfie.requestIn(first).retake.isEmpty())
        assertFalse("who says nothing is asked", TakeSelfie.requestIn(first).declaredCovering)
        activity.findViewById<CompoundButton>(R.id.sample_covering)!!.isChecked = true
        val refused = SelfieResult.Blocked(listOf(RuleId.NO_EYEWEAR, RuleId.SHARPNESS))
        shadowOf(activity).receiveResult(first, Activity.RESULT_OK, TakeSelfie.resultOf(refused))
        val refusal = RuntimeEnvironment.getApplication().getString(R.string.sample_refused)
        assertEquals(refusal, activity.findViewById<TextView>(R.id.sample_outcome)!!.text)

        // The retake is in progress when Android ends the process.
        val retake = activity.take()
        assertEquals(refused.reasons, TakeSelfie.requestIn(retake).retake)
        assertTrue(TakeSelfie.requestIn(retake).declaredCovering)
        val saved = Bundle()
        controller.saveInstanceState(saved).pause().stop()
        val again = Robolectric.buildActivity(RegistrationActivity::class.java).setup(saved)
        assertEquals("Siti", again.get().typed(R.id.sample_name))
        assertEquals("3171", again.get().typed(R.id.sample_number))
        val goesOn = TakeSelfie.requestIn(again.get().take())
        assertEquals(refused.reasons, goesOn.retake)
        assertTrue(goesOn.declaredCovering)
    }
}
