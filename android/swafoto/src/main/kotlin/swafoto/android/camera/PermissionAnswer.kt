package swafoto.android.camera

import swafoto.CameraPermission

/**
 * What an answer to Android's question for the camera means.
 *
 * @param granted the answer.
 * @param explainedBefore `shouldShowRequestPermissionRationale` before the question.
 * @param explainAfter the same after it.
 */
public fun permissionOf(granted: Boolean, explainedBefore: Boolean, explainAfter: Boolean): CameraPermission = when {
    granted -> CameraPermission.GRANTED
    explainAfter -> CameraPermission.REFUSED
    // Android said before that it would ask again, and does so no more.
    explainedBefore -> CameraPermission.REFUSED_FOR_GOOD
    else -> CameraPermission.REFUSED_OR_WAVED
}
