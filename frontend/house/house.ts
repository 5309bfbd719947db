/**
 * What the signed-in pages gain by a script. Each of them works without one, but for passkeys,
 * which the browser itself gives to scripts alone.
 */

import { moveThroughPieces } from "./board";
import { keepDrafts } from "./drafts";
import { leaveAtOnce } from "./exit";
import { followChanges } from "./live";
import { closeMenus } from "./menu";
import { sayMoments } from "./moments";
import { watchOrders } from "./orders";
import { offerPasskeys } from "./passkeys";
import { showChosenPicture } from "./picture";
import { moveThroughReplies } from "./replies";
import { revealPasswords } from "./reveal";
import { waitForSaved } from "./saved";
import { stayOrLeave } from "./staying";
import { forgetOnSignOut } from "./unsent";

closeMenus();
keepDrafts();
sayMoments();
offerPasskeys();
showChosenPicture();
moveThroughReplies();
revealPasswords();
waitForSaved();
watchOrders();
forgetOnSignOut();
stayOrLeave();
leaveAtOnce();
moveThroughPieces();
followChanges();
