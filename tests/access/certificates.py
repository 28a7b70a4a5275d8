"""The rows of the access table (tests/test_access.py) about hours and certificates of attendance and week sheets."""

from tests.access.week_sheets import WEEK_SHEETS

CERTIFICATES = (
    """\
hours:project             project           get   TOTALS
hours:csv                 project           get   PEOPLE
hours:xlsx                project           get   PEOPLE
claims:list               project           get   MONEY
claims:add                project           form  EDIT
claims:claim              submitted_claim   get   MONEY
claims:claim              draft_claim       get   302 ok 404 403 403 404 ok 404 403 404
claims:change             draft_claim       form  EDIT
claims:step               decided_claim     form  EDIT
claims:csv                submitted_claim   get   EVIDENCE
claims:xlsx               submitted_claim   get   EVIDENCE
sampling:list             project           get   EVIDENCE
sampling:draw             sampled_list      form  SAMPLES
sampling:list_csv         sampled_list      get   SAMPLES
sampling:list_xlsx        sampled_list      get   SAMPLES
sampling:sample           sample            get   EVIDENCE
sampling:sample           open_sample       get   EVIDENCE
sampling:item             sampled           get   EVIDENCE
sampling:item             hidden_sampled    get   302 403 403 403 403 403 ok 403 403 404
sampling:item             unchecked         get   302 404 403 403 403 403 ok 403 403 404
sampling:check            unchecked         form  SAMPLES
sampling:close            open_sample       form  SAMPLES
sampling:csv              sample            get   EVIDENCE
sampling:xlsx             open_sample       get   302 404 403 403 403 403 ok 403 403 404
statistics:months         project           get   EDIT
statistics:settings       project           form  EDIT
statistics:month          monthly_file      get   EDIT
statistics:prepare        monthly_file_open form  EDIT
statistics:sent           monthly_file      form  EDIT
statistics:csv            monthly_file      get   EDIT
statistics:xlsx           monthly_file      get   EDIT
cofinancing:list          project           get   EVIDENCE
cofinancing:book          booked_month      form  EDIT
cofinancing:booking       booking           get   EVIDENCE
cofinancing:undo          booking           form  EDIT
cofinancing:line          booked_line       get   EVIDENCE
cofinancing:scan          booked_line       get   -
imports:import_attendance       project           form  PEOPLE
imports:import_bookings         project           form  EDIT
imports:attendance_of_month     attendance_month  get   PEOPLE
imports:attendance_of_activity  attendance_file   get   PEOPLE
certificates:last_month   project           get   PEOPLE
certificates:month        certified_people  form  PEOPLE
certificates:group_step   group_step        get   OWN_FILE
certificates:group_file   group_file        get   OWN_FILE
certificates:stop_group_step group_step      post  OWN_FILE
certificates:person       participation     get   OWN_PERSON
certificates:person       hidden            get   CLOSED
certificates:participation participation    form  OWN_PERSON
certificates:close        certified_month   form  OWN_PERSON
certificates:close        hidden_month      form  CLOSED
certificates:certificate  certificate       get   OWN_PERSON
certificates:find         printed           get   OWN_PERSON
certificates:paper        certificate       post  OWN_PERSON
certificates:step         certificate_step  form  OWN_PERSON
certificates:scan         certificate       form  OWN_PERSON
"""
    + WEEK_SHEETS
)
