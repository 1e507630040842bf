package swafoto.android

import android.app.Activity
import android.content.Context
import android.content.Intent
import android.os.Looper
import android.os.PowerManager
import android.os.Vibrator
import android.view.View
import android.view.WindowManager
import android.view.accessibility.AccessibilityEvent
import android.view.accessibility.AccessibilityManager
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadows.ShadowTextToSpeech
import swafoto.Action
import swafoto.Announcement
import swafoto.Event
import swafoto.Haptic
import swafoto.Heat
import swafoto.Scene
import swafoto.android.phone.PhoneState
import swafoto.android.phone.Speech
import swafoto.android.phone.Vibrations
import swafoto.android.phone.heatOf
import swafoto.android.view.SelfieView
import swafoto.hapticPulses
import java.util.Locale

/** The phone around the camera: its display, its motor, its voice, and how it is. */
@RunWith(AndroidRunner::class)
class PhoneTest {
    private val context: Context get() = RuntimeEnvironment.getApplication()

    @Test
    fun theDisplayLightsTheFaceAndIsGivenBack() {
        shadowOf(RuntimeEnvironment.getApplication()).grantPermissions(android.Manifest.permission.CAMERA)
        for (own in listOf(WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_NONE, 0.3f)) {
            val window = Robolectric.buildActivity(Activity::class.java).setup().get().window
            window.attributes = window.attributes.apply { screenBrightness = own }
            val brightness = { window.attributes.screenBrightness }
            FilmSession(context, "light-on").use { session ->
                val view = SelfieView(context, session.controller, session.camera, session, window)
                view.start()
                assertEquals(own, brightness())
                assertTrue("never dark", session.camera.playUntil { session.screen?.lights == true })
                assertEquals(WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL, brightness())
                view.stop()
                assertEquals("in the background", own, brightness())
                view.start()
                assertTrue("never seen again", session.camera.playUntil { session.screen?.lights == true })
                assertEquals(WindowManager.LayoutParams.BRIGHTNESS_OVERRIDE_FULL, brightness())
                session.controller.tell(Event.Defect("as it was told"))
                assertEquals(Scene.ENDED, session.scene)
                assertEquals("at the end", own, brightness())
                view.close()
            }
        }
    }

    @Test
    fun everyHapticIsThePulsesOfTheCore() {
        val vibrator = context.getSystemService(Vibrator::class.java)
        for (haptic in Haptic.entries) {
            Vibrations(context).play(haptic)
            val pulses = hapticPulses(haptic).map { it.toLong() }
            assertEquals(pulses, shadowOf(vibrator).pattern.toList())
            assertEquals("once", -1, shadowOf(vibrator).repeat)
        }
    }

    @Test
    fun savingIsToldAtTheStartAndWheneverItChanges() {
        val power = shadowOf(context.getSystemService(PowerManager::class.java))
        val told = mutableListOf<Event>()
        val phone = PhoneState(context) { if (it is Event.PowerSaving) told += it }
        val change = { saves: Boolean ->
            power.setIsPowerSaveMode(saves)
            context.sendBroadcast(Intent(PowerManager.ACTION_POWER_SAVE_MODE_CHANGED))
            shadowOf(Looper.getMainLooper()).idle()
        }
        phone.start()
        change(true)
        phone.stop()
        change(false)
        phone.start()
        assertEquals(listOf(false, true, false).map(Event::PowerSaving), told)
        phone.stop()
    }

    @Test
    @Config(sdk = [35])
    fun heatIsToldAtTheStartAndWheneverItChanges() {
        val power = shadowOf(context.getSystemService(PowerManager::class.java))
        val told = mutableListOf<Event>()
        power.setCurrentThermalStatus(PowerManager.THERMAL_STATUS_MODERATE)
        val phone = PhoneState(context) { if (it is Event.Heat) told += it }
        phone.start()
        power.setCurrentThermalStatus(PowerManager.THERMAL_STATUS_SEVERE)
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(listOf(Heat.FAIR, Heat.SERIOUS).map(Event::Heat), told.distinct())
        phone.stop()
        power.setCurrentThermalStatus(PowerManager.THERMAL_STATUS_NONE)
        shadowOf(Looper.getMainLooper()).idle()
        assertEquals(Event.Heat(Heat.SERIOUS), told.last())
    }

    @Test
    fun androidsScaleOfHeatIsTheCores() {
        val wanted = listOf(Heat.NOMINAL, Heat.NOMINAL, Heat.FAIR, Heat.SERIOUS, Heat.CRITICAL, Heat.CRITICAL, Heat.CRITICAL)
        assertEquals(wanted, (0..6).map(::heatOf))
    }

    @Test
    fun theVoiceSpeaksWhereTheScreenDoesAndNoScreenReaderRuns() {
        FilmSession(context, "timed-out").use { session ->
            session.show()
            val speech = Speech(View(context))
            speech.say(Announcement("silent", true), session.screen)
            assertNull(ShadowTextToSpeech.getLastTextToSpeechInstance())
            session.controller.tell(Event.Pressed(Action.SPEAK_ON))
            ShadowTextToSpeech.addLanguageAvailability(Locale.forLanguageTag("id"))
            speech.say(Announcement("loud", true), session.screen)
            val voice = shadowOf(ShadowTextToSpeech.getLastTextToSpeechInstance())
            voice.onInitListener.onInit(0)
            assertEquals("loud", voice.lastSpokenText)
            speech.say(Announcement("after it", false), session.screen)
            assertEquals("after it", voice.lastSpokenText)
            val manager = context.getSystemService(AccessibilityManager::class.java)
            shadowOf(manager).setEnabled(true)
            shadowOf(manager).setTouchExplorationEnabled(true)
            val parent = Heard(context)
            Speech(View(context).also(parent::addView)).say(Announcement("to who does not see", true), session.screen)
            assertEquals("after it", voice.lastSpokenText)
            assertEquals(listOf("to who does not see"), parent.announced)
            speech.close()
            assertTrue(voice.isShutdown)
        }
    }

    /** Hears what a view in it announces. */
    private class Heard(context: Context) : android.widget.FrameLayout(context) {
        val announced = mutableListOf<String>()

        override fun requestSendAccessibilityEvent(child: View, event: AccessibilityEvent): Boolean {
            if (event.eventType == AccessibilityEvent.TYPE_ANNOUNCEMENT) announced += event.text.map { "$it" }
            return true
        }
    }
}
