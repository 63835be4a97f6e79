import type { NumberArea } from "./number-pool.ts";

// Area codes of the shared +1 plan that are not geographic or belong to another country than the United States.
const elsewhere = new Set(
  (
    "204 226 236 249 250 257 263 289 306 343 354 365 367 368 382 387 403 416 418 428 431 437 438 450 460 468 474 506 " +
    "514 519 537 548 568 579 581 584 587 604 613 639 647 672 683 705 709 742 753 778 780 782 807 819 825 867 873 879 " +
    "902 905 942 " +
    "242 246 264 268 284 345 441 473 649 658 664 721 758 767 784 809 829 849 868 869 876 340 670 671 684 787 939 " +
    "500 521 522 523 524 525 526 527 528 529 532 533 535 538 542 543 544 545 546 547 549 550 552 553 554 555 556 566 577 " +
    "578 588 589 600 622 633 644 655 677 688 700 710 800 822 833 844 855 866 877 880 881 882 883 884 885 886 887 888 " +
    "889 900 950 976"
  ).split(" "),
);

/** The fictional numbers of a three-digit area code of the United States, known city or not; undefined for anything else. */
export const dialledArea = (areaCode: string): NumberArea | undefined =>
  /^[2-9](?!11)[0-8]\d$/.test(areaCode) && !elsewhere.has(areaCode)
    ? { locality: areaCode, blocks: [`+1 ${areaCode} 555 01xx`] }
    : undefined;
