package swafoto.android

import android.Manifest
import android.app.Activity
import android.app.Application
import android.content.Intent
import android.content.pm.PackageManager
import android.content.res.Configuration
import android.os.Build
import android.os.Bundle
import android.os.Looper
import android.provider.Settings
import android.view.View
import android.view.ViewGroup
import android.view.WindowManager
import android.widget.Button
import android.widget.TextView
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import swafoto.CameraPermission
import swafoto.PolicyChoice
import swafoto.RuleId
import swafoto.android.activity.TakeSelfie
import swafoto.probeLiveObjects

/** The whole screen in an app's hands: permission, rotation, the end of the process, and what the app gets. */
@RunWith(AndroidRunner::class)
class ActivityTest {
    private val application: Application get() = RuntimeEnvironment.getApplication()
    private val contract = TakeSelfie(FilmActivity::class.java)
    private val request = FilmCamera(application, "perfect").case.toRequest().copy(retake = listOf(RuleId.NO_EYEWEAR))
    private val intent: Intent get() = contract.createIntent(application, request)

    @Before
    fun english() = RuntimeEnvironment.setQualifiers("en")

    private fun open(intent: Intent = this.intent): ActivityController<FilmActivity> =
        Robolectric.buildActivity(FilmActivity::class.java, intent).setup()

    private fun permit() = shadowOf(application).grantPermissions(Manifest.permission.CAMERA)

    private fun explain(explain: Boolean) = shadowOf(application.packageManager)
        .setShouldShowRequestPermissionRationale(Manifest.permission.CAMERA, explain)

    private fun Activity.answer(granted: Boolean) {
        val answer = if (granted) PackageManager.PERMISSION_GRANTED else PackageManager.PERMISSION_DENIED
        onRequestPermissionsResult(1, arrayOf(Manifest.permission.CAMERA), intArrayOf(answer))
        settle()
    }

    private fun settle() = shadowOf(Looper.getMainLooper()).idle()

    private fun waitUntil(condition: () -> Boolean) {
        for (attempt in 1..400) {
            settle()
            if (condition()) return
            Thread.sleep(25)
        }
        error("waited in vain")
    }

    private fun View.parts(): List<View> =
        listOf(this) + if (this is ViewGroup) (0 until childCount).flatMap { getChildAt(it).parts() } else emptyList()

    private fun Activity.buttons() = window.decorView.parts().filterIsInstance<Button>().filter { it.isShown }

    /** What stands on the screen. */
    private fun Activity.words() = window.decorView.parts().filterIsInstance<TextView>().filter { it.isShown }.map { it.text.toString() }

    private fun Activity.press(label: String) {
        waitUntil { buttons().any { it.text.toString() == label } }
        buttons().first { it.text.toString() == label }.performClick()
        settle()
    }

    private fun Activity.outcome(): SelfieResult =
        shadowOf(this).let { contract.parseResult(it.resultCode, it.resultIntent) }

    @Test
    fun permissionIsExplainedAskedForAndExplainedAgainAfterARefusal() {
        explain(false)
        val controller = open()
        val activity = controller.get()
        assertNull("nothing is asked that was not explained", shadowOf(activity).lastRequestedPermission)
        activity.press("Continue")
        waitUntil { shadowOf(activity).lastRequestedPermission != null }
        val first = shadowOf(activity).lastRequestedPermission
        assertEquals(listOf(Manifest.permission.CAMERA), first.requestedPermissions.toList())
        explain(true)
        activity.answer(granted = false)
        waitUntil { activity.buttons().size == 2 }
        assertFalse(activity.words().any { it == "Open Settings" })
        assertEquals(0, activity.camera.openings)
        activity.press("Continue")
        waitUntil { shadowOf(activity).lastRequestedPermission !== first }
        // Refused again, and Android will not ask any more.
        explain(false)
        activity.answer(granted = false)
        activity.press("Open Settings")
        assertFalse(activity.words().any { it == "Continue" })
        var settings: Intent? = null
        waitUntil { shadowOf(activity).nextStartedActivity.also { settings = it } != null }
        assertEquals(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, settings!!.action)
        activity.finish()
        val result = activity.outcome() as SelfieResult.PermissionMissing
        assertEquals(CameraPermission.REFUSED_FOR_GOOD, result.permission)
        controller.pause().stop().destroy()
    }

    @Test
    fun allowedInSettingsTheCameraOpensOnReturn() {
        val controller = open()
        controller.get().answer(granted = false)
        controller.pause().stop()
        permit()
        controller.restart().start().resume()
        waitUntil { controller.get().camera.running }
        controller.pause().stop().destroy()
    }

    @Test
    fun backIsAWayOutAndTheAppHearsWhy() {
        val controller = open()
        controller.get().answer(granted = false)
        waitUntil { controller.get().buttons().size == 3 }
        @Suppress("DEPRECATION")
        controller.get().onBackPressed()
        waitUntil { controller.get().isFinishing }
        assertTrue(controller.get().outcome() is SelfieResult.PermissionMissing)
        controller.pause().stop().destroy()
    }

    @Test
    fun theAppGetsThePhotoOnce() {
        permit()
        // Sessions of other tests end on threads of their own.
        waitUntil { probeLiveObjects().sessions == 0UL }
        val controller = open(contract.createIntent(application, request.copy(retake = emptyList())))
        val activity = controller.get()
        // Networks load on another thread, and a camera's first frames are lost to that.
        waitUntil { probeLiveObjects().sessions > 0UL }
        activity.camera.onFrame = ::settle
        activity.camera.playUntil { activity.isFinishing }
        waitUntil { activity.isFinishing }
        val result = activity.outcome()
        assertTrue("$result", result is SelfieResult.Accepted)
        assertSame("once", SelfieResult.Lost, activity.outcome())
        controller.pause().stop().destroy()
        assertFalse(activity.camera.running)
    }

    @Test
    fun goingBackIsNoErrorAndClosesTheCamera() {
        permit()
        val controller = open()
        waitUntil { controller.get().camera.running }
        controller.get().finish()
        assertEquals(SelfieResult.Cancelled, controller.get().outcome())
        controller.pause().stop().destroy()
        assertFalse(controller.get().camera.running)
    }

    @Test
    fun noPictureOfTheScreenIsStored() {
        val activity = open().get()
        // Later versions have a switch of their own, which nothing reads back.
        if (Build.VERSION.SDK_INT < 33) assertTrue(shadowOf(activity.window).getFlag(WindowManager.LayoutParams.FLAG_SECURE))
    }

    @Test
    fun aRotationKeepsTheSession() {
        permit()
        val controller = open()
        val before = controller.get()
        val turned = Configuration(before.resources.configuration).apply {
            orientation = Configuration.ORIENTATION_LANDSCAPE
        }
        waitUntil { before.camera.running }
        controller.configurationChange(turned)
        val after = controller.get()
        assertNotSame(before, after)
        waitUntil { after.camera.running }
        assertFalse("the former screen's camera is closed", before.camera.running)
        assertFalse(after.isFinishing)
        controller.pause().stop().destroy()
    }

    @Test
    fun afterTheEndOfTheProcessARetakeGoesOnAsOne() {
        permit()
        val saved = Bundle()
        val intent = intent
        open().saveInstanceState(saved).pause().stop()
        // What Android keeps: the intent and the saved state.
        val again = Robolectric.buildActivity(FilmActivity::class.java, intent).create(saved).start().resume().visible()
        assertEquals(listOf(RuleId.NO_EYEWEAR), TakeSelfie.requestIn(again.get().intent).retake)
        assertEquals(request, TakeSelfie.requestIn(again.get().intent))
        waitUntil { again.get().camera.running }
        assertNull("permission is not asked for twice", shadowOf(again.get()).lastRequestedPermission)
        again.pause().stop().destroy()
    }

    @Test
    fun aResultThatDiedWithTheProcessIsLost() {
        assertSame(SelfieResult.Lost, contract.parseResult(Activity.RESULT_OK, Intent().putExtra(TakeSelfie.RESULT, "of old")))
        assertSame(SelfieResult.Cancelled, contract.parseResult(Activity.RESULT_CANCELED, null))
    }

    @Test
    fun everyRequestSurvivesTheJourney() {
        val requests = listOf(
            SelfieRequest(),
            SelfieRequest(
                PolicyChoice.Preset("ektp"), "reference", "nonce", RuleId.entries, true, 30_000, "key", true,
                listOf("jv", "id"), mapOf("screen.accepted" to "Thank you"), "Counter 3",
            ),
            SelfieRequest(PolicyChoice.Toml("id = \"own\""), retake = listOf(RuleId.SHARPNESS)),
        )
        for (request in requests) assertEquals(request, requestOf(request.toBundle()))
        // Saved by another version, which had a rule that this one has not.
        val older = requests.first().toBundle().apply { putStringArray("swafoto.retake", arrayOf("NO_SUCH_RULE", "SHARPNESS")) }
        assertEquals(listOf(RuleId.SHARPNESS), requestOf(older).retake)
    }
}
