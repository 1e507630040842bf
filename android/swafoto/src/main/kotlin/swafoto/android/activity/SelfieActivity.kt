package swafoto.android.activity

import android.Manifest
import android.app.Activity
import android.content.ActivityNotFoundException
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import android.os.Bundle
import android.provider.Settings
import android.view.WindowManager
import android.window.OnBackInvokedDispatcher
import swafoto.Event
import swafoto.android.SelfieResult
import swafoto.android.camera.SelfieCamera
import swafoto.android.camera.permissionOf
import swafoto.android.session.SelfieController
import swafoto.android.view.SelfieTheme
import swafoto.android.view.SelfieView

/**
 * A whole screen that takes one selfie; opened by [TakeSelfie].
 *
 * A plain activity of the framework: it needs no theme of the app's and brings no library into it.
 */
public abstract class SelfieActivity : Activity(), SelfieView.Host {
    private lateinit var controller: SelfieController
    private lateinit var view: SelfieView
    private var explainedBefore = false
    private var handedOver = false

    /** The camera of this screen; made once for each time the screen is built. */
    protected abstract fun createCamera(): SelfieCamera

    /** Colours and type of this screen. */
    protected open fun createTheme(): SelfieTheme = SelfieTheme.of(this)

    override fun onCreate(savedInstanceState: Bundle?) {
        super.onCreate(savedInstanceState)
        keepOutOfRecents()
        val request = TakeSelfie.requestIn(intent)
        // Kept over a rotation; after the end of the process there is none, and the request begins anew.
        @Suppress("DEPRECATION")
        controller = lastNonConfigurationInstance as? SelfieController ?: SelfieController(request)
        view = SelfieView(this, controller, createCamera(), this, window, createTheme())
        setContentView(view)
        explainedBefore = savedInstanceState?.getBoolean(EXPLAINED) ?: false
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            onBackInvokedDispatcher.registerOnBackInvokedCallback(OnBackInvokedDispatcher.PRIORITY_DEFAULT, ::goBack)
        }
    }

    override fun onStart() {
        super.onStart()
        view.start()
    }

    override fun onStop() {
        view.stop()
        super.onStop()
    }

    @Deprecated("The framework calls it; its successor is part of a library that this screen does without.")
    override fun onRetainNonConfigurationInstance(): Any = controller

    override fun onSaveInstanceState(outState: Bundle) {
        super.onSaveInstanceState(outState)
        outState.putBoolean(EXPLAINED, explainedBefore)
    }

    override fun onDestroy() {
        view.close()
        if (!isChangingConfigurations) controller.close()
        super.onDestroy()
    }

    @Deprecated("The framework calls it before Android 13, and later in apps that do not take part in back gestures.")
    override fun onBackPressed() = goBack()

    private fun goBack() = controller.tell(Event.Back)

    override fun askForCamera() {
        explainedBefore = shouldShowRequestPermissionRationale(Manifest.permission.CAMERA)
        requestPermissions(arrayOf(Manifest.permission.CAMERA), CAMERA_QUESTION)
    }

    override fun onRequestPermissionsResult(requestCode: Int, permissions: Array<String>, grantResults: IntArray) {
        super.onRequestPermissionsResult(requestCode, permissions, grantResults)
        // No answer: the question was interrupted.
        val answer = grantResults.firstOrNull() ?: return
        val granted = answer == PackageManager.PERMISSION_GRANTED
        val explainAfter = shouldShowRequestPermissionRationale(Manifest.permission.CAMERA)
        controller.tell(Event.Permission(permissionOf(granted, explainedBefore, explainAfter)))
    }

    override fun openSettings() {
        val ours = Intent(Settings.ACTION_APPLICATION_DETAILS_SETTINGS, Uri.fromParts("package", packageName, null))
        try {
            startActivity(ours)
        } catch (_: ActivityNotFoundException) {
            // On phones whose manager hides them.
        } catch (_: SecurityException) {
            // Likewise.
        }
    }

    override fun finished(result: SelfieResult) {
        handOver(result)
        finish()
    }

    /** However the screen is left, the app hears why. */
    override fun finish() {
        if (!handedOver) handOver(controller.leave())
        super.finish()
    }

    /** Android stores a picture of each screen it lists as recent, and with it the person's face. */
    private fun keepOutOfRecents() {
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.TIRAMISU) {
            setRecentsScreenshotEnabled(false)
        } else {
            window.addFlags(WindowManager.LayoutParams.FLAG_SECURE)
        }
    }

    private fun handOver(result: SelfieResult) {
        handedOver = true
        setResult(RESULT_OK, TakeSelfie.resultOf(result))
    }

    private companion object {
        const val CAMERA_QUESTION = 1
        const val EXPLAINED = "swafoto.explained-before"
    }
}
