package swafoto.android.view

import android.content.res.Resources
import swafoto.android.R
import swafoto.android.SelfieResult
import swafoto.android.camera.CameraPermission
import swafoto.android.camera.CameraProblem
import swafoto.android.guidance.Words
import swafoto.android.session.SelfieScreen

/** A button beside the text. */
internal enum class PanelAction(val label: Int) {
    ALLOW_CAMERA(R.string.swafoto_allow_camera),
    OPEN_SETTINGS(R.string.swafoto_open_settings),
    TRY_AGAIN(R.string.swafoto_try_again),
    CLOSE(R.string.swafoto_close),
}

/** What stands on the screen beside the picture: a text, and what can be done about it. */
internal data class Panel(val text: String, val actions: List<PanelAction>) {
    companion object {
        /** The panel for a screen on which the session itself says nothing; nothing for one on which it does. */
        fun of(screen: SelfieScreen, resources: Resources, words: Words): Panel? = when (screen) {
            SelfieScreen.Preparing -> Panel(resources.getString(R.string.swafoto_preparing), emptyList())
            is SelfieScreen.NeedsPermission ->
                Panel(resources.getString(explanationOf(screen.permission)), actionsFor(screen.permission))
            is SelfieScreen.CameraUnusable -> Panel(resources.getString(textOf(screen.problem)), actionsFor(screen.problem))
            is SelfieScreen.Live -> null
            is SelfieScreen.Finished -> Panel(textOf(screen.result, resources, words), listOf(PanelAction.CLOSE))
        }

        private fun explanationOf(permission: CameraPermission): Int =
            if (permission == CameraPermission.DENIED_FOR_EVER) R.string.swafoto_permission_in_settings
            else R.string.swafoto_permission_explanation

        private fun actionsFor(permission: CameraPermission): List<PanelAction> = when (permission) {
            CameraPermission.GRANTED -> emptyList()
            CameraPermission.UNKNOWN, CameraPermission.DENIED -> listOf(PanelAction.ALLOW_CAMERA)
            CameraPermission.DENIED_FOR_EVER -> listOf(PanelAction.OPEN_SETTINGS)
            CameraPermission.DENIED_UNCLEAR -> listOf(PanelAction.ALLOW_CAMERA, PanelAction.OPEN_SETTINGS)
        }

        private fun textOf(problem: CameraProblem): Int = when (problem) {
            CameraProblem.NO_FRONT_CAMERA -> R.string.swafoto_no_front_camera
            CameraProblem.IN_USE -> R.string.swafoto_camera_in_use
            CameraProblem.DISABLED -> R.string.swafoto_camera_disabled
            CameraProblem.FAILED -> R.string.swafoto_camera_failed
        }

        private fun actionsFor(problem: CameraProblem): List<PanelAction> =
            if (problem == CameraProblem.NO_FRONT_CAMERA) listOf(PanelAction.CLOSE)
            else listOf(PanelAction.TRY_AGAIN, PanelAction.CLOSE)

        private fun textOf(result: SelfieResult, resources: Resources, words: Words): String = when (result) {
            is SelfieResult.Accepted -> resources.getString(R.string.swafoto_accepted)
            is SelfieResult.ForReview -> resources.getString(R.string.swafoto_for_review) + "\n" + words.of(result.reasons)
            is SelfieResult.Blocked -> resources.getString(R.string.swafoto_blocked) + "\n" + words.of(result.reasons)
            SelfieResult.TimedOut -> resources.getString(R.string.swafoto_timed_out)
            SelfieResult.CameraFailed -> resources.getString(R.string.swafoto_camera_failed)
            SelfieResult.Cancelled -> resources.getString(R.string.swafoto_cancelled)
            SelfieResult.PermissionDenied -> resources.getString(R.string.swafoto_permission_explanation)
            is SelfieResult.CameraUnusable -> resources.getString(textOf(result.problem))
            SelfieResult.Lost, is SelfieResult.Failed -> resources.getString(R.string.swafoto_failed)
        }
    }
}
