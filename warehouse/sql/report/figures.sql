-- one row: how much there is
SELECT
    (SELECT count(*) FROM study) AS studies,
    (SELECT count(*) FROM observation) AS values_read,
    (SELECT count(*) FROM measurement WHERE agreement = 'agree') AS stated_twice_and_agreeing,
    (SELECT count(*) FROM measurement WHERE agreement = 'conflict') AS conflicts,
    (SELECT count(*) FROM finding WHERE severity <> 'info') AS errors_and_warnings,
    (SELECT count(*) FROM unexplained_number) AS numbers_not_read
